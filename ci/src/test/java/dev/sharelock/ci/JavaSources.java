package dev.sharelock.ci;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the compiler's parser sees in Java files. */
final class JavaSources {

  /**
   * A method or constructor.
   *
   * @param file where it is
   * @param line where it begins
   * @param name its name
   * @param lines how many lines it takes, from its name to its closing brace
   * @param parameters how many it has; 0 if it cannot choose, because it overrides another one or
   *     is the constructor of a record
   * @param isPublic whether anybody may call it
   */
  record Method(Path file, long line, String name, long lines, int parameters, boolean isPublic) {}

  /**
   * An import.
   *
   * @param file where it is
   * @param line where it is
   * @param name what is imported
   */
  record Import(Path file, long line, String name) {}

  private final List<Method> methods = new ArrayList<>();
  private final List<Import> imports = new ArrayList<>();

  private JavaSources() {}

  /** Parses files of the project. */
  static JavaSources of(List<Path> files) {
    JavaSources sources = new JavaSources();
    List<Source> objects =
        files.stream().map(file -> new Source(file, Project.text(file))).toList();
    sources.parse(objects);
    return sources;
  }

  /** Parses one text. */
  static JavaSources of(Path file, String text) {
    JavaSources sources = new JavaSources();
    sources.parse(List.of(new Source(file, text)));
    return sources;
  }

  List<Method> methods() {
    return methods;
  }

  List<Import> imports() {
    return imports;
  }

  private void parse(List<Source> files) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler().getTask(null, null, null, null, null, files);
    try {
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Scanner(unit, positions).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes what is in one file. */
  private final class Scanner extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Path file;
    private boolean inRecord;

    Scanner(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
      this.file = Path.of(unit.getSourceFile().toUri().getPath().substring(1));
    }

    @Override
    public Void visitImport(ImportTree tree, Void nothing) {
      imports.add(new Import(file, startLine(tree), tree.getQualifiedIdentifier().toString()));
      return super.visitImport(tree, nothing);
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      boolean outer = inRecord;
      inRecord = tree.getKind() == Tree.Kind.RECORD;
      super.visitClass(tree, nothing);
      inRecord = outer;
      return nothing;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
      long start = startLine(tree);
      if (start > 0) {
        long end = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
        boolean ofRecord = inRecord && tree.getName().contentEquals("<init>");
        boolean free = !ofRecord && !overrides(tree.getModifiers());
        int parameters = free ? tree.getParameters().size() : 0;
        Set<Modifier> modifiers = tree.getModifiers().getFlags();
        boolean isPublic =
            modifiers.contains(Modifier.PUBLIC) || modifiers.contains(Modifier.PROTECTED);
        String name = tree.getName().toString();
        methods.add(new Method(file, start, name, end - start + 1, parameters, isPublic));
      }
      return super.visitMethod(tree, nothing);
    }

    private long startLine(Tree tree) {
      long start = positions.getStartPosition(unit, tree);
      return start < 0 ? -1 : unit.getLineMap().getLineNumber(start);
    }

    private static boolean overrides(ModifiersTree modifiers) {
      return modifiers.getAnnotations().stream()
          .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }
  }

  /** A file in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(Path file, String text) {
      super(uri(file), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    private static URI uri(Path file) {
      try {
        return new URI("string", null, "/" + file, null);
      } catch (URISyntaxException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
