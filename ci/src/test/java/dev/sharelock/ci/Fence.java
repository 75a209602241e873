package dev.sharelock.ci;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a document.
 *
 * @param file the document
 * @param line the line of the opening fence, from 1
 * @param language what stands behind the opening fence
 * @param lines what is between the fences
 */
record Fence(Path file, int line, String language, List<String> lines) {

  private static final String MARK = "```";

  /** All blocks of a document. */
  static List<Fence> of(Path file, List<String> document) {
    List<Fence> fences = new ArrayList<>();
    List<String> inside = null;
    int start = 0;
    for (int i = 0; i < document.size(); i++) {
      String line = document.get(i);
      if (!line.startsWith(MARK)) {
        if (inside != null) {
          inside.add(line);
        }
      } else if (inside == null) {
        inside = new ArrayList<>();
        start = i;
      } else {
        String language = document.get(start).substring(MARK.length()).strip();
        fences.add(new Fence(file, start + 1, language, List.copyOf(inside)));
        inside = null;
      }
    }
    if (inside != null) {
      throw new AssertionError(file + ":" + (start + 1) + ": fence is not closed; do: close it");
    }
    return fences;
  }

  /** All blocks of the documents of the project, in one language. */
  static List<Fence> all(String language) {
    return all().stream().filter(fence -> fence.language().equals(language)).toList();
  }

  /** All blocks of the documents of the project. */
  static List<Fence> all() {
    List<Fence> fences = new ArrayList<>();
    for (Path file : Project.files(".md")) {
      fences.addAll(of(file, Project.lines(file)));
    }
    return fences;
  }

  /** Where it is, for messages. */
  String place() {
    return file + ":" + line;
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }
}
