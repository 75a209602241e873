package dev.sharelock.model.cli;

import dev.sharelock.model.catalogue.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One sentence about a wrong command line. */
final class Complaint {
  private Complaint() {}

  static String of(ParameterException refused) {
    if (refused.getCause() instanceof IllegalArgumentException own && own.getMessage() != null) {
      return own.getMessage();
    }
    if (refused instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, refused.getCommandLine());
    }
    String message = refused.getMessage().lines().collect(Collectors.joining(" ")).strip();
    return "wrong arguments: " + message + "; do: " + help(refused.getCommandLine());
  }

  private static String unmatched(UnmatchedArgumentException unmatched, CommandLine line) {
    String word = unmatched.getUnmatched().getFirst();
    boolean option = word.startsWith("-");
    List<String> known = new ArrayList<>();
    if (option) {
      line.getCommandSpec().options().forEach(o -> known.addAll(Arrays.asList(o.names())));
    } else {
      known.addAll(line.getSubcommands().keySet());
    }
    String what = option ? "unknown option: option=" : "unknown argument: argument=";
    if (!option && !line.getSubcommands().isEmpty()) {
      what = "unknown command: command=";
    }
    return what + word + "; do: " + Suggestions.remedy(word, known, help(line));
  }

  private static String help(CommandLine line) {
    String name = line.getCommandSpec().qualifiedName(" ");
    return "run ./" + name + " --help to see what there is";
  }
}
