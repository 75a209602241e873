package dev.sharelock.model.cli.pipe;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Moves lines and files between processes. */
@Command(
    name = "pipe",
    description = "Moves lines and files between processes, through pipes in shared memory.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServeCommand.class,
      SendCommand.class,
      ReceiveCommand.class,
      RelayCommand.class,
      StatusCommand.class
    })
public final class PipeCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
