package dev.sharelock.model.cli;

import dev.sharelock.model.catalogue.Suggestions;
import dev.sharelock.model.exhaustive.MemoryModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** Reads the name of a memory model. */
final class ModelConverter implements ITypeConverter<MemoryModel> {
  @Override
  public MemoryModel convert(String text) {
    List<String> names =
        Arrays.stream(MemoryModel.values()).map(m -> m.name().toLowerCase(Locale.ROOT)).toList();
    int index = names.indexOf(text.strip().toLowerCase(Locale.ROOT));
    if (index < 0) {
      String all = "use one of " + String.join(", ", names);
      throw new IllegalArgumentException(
          "no such memory model: model=" + text + "; do: " + Suggestions.remedy(text, names, all));
    }
    return MemoryModel.values()[index];
  }
}
