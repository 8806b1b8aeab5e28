package io.tapline.cli.yaml;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.output.Printable;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/** What is wrong with one file, in the order in which it was found; nothing twice. */
final class YamlProblems {
  /** Problems printed at most; the others are counted. */
  private static final int MAX_SHOWN = 20;

  private final String file;
  private final Set<String> sentences = new LinkedHashSet<>();

  YamlProblems(String file) {
    this.file = file;
  }

  /** The file and the line of a node, from 1. */
  String place(Node node) {
    return file + ":" + (node.getStartMark().getLine() + 1);
  }

  void add(String sentence) {
    sentences.add(Printable.of(sentence));
  }

  /**
   * @throws CliException with a line for each problem, if there is one
   */
  void requireNone() {
    if (sentences.isEmpty()) {
      return;
    }
    String shown =
        sentences.stream().limit(MAX_SHOWN).collect(Collectors.joining(System.lineSeparator()));
    int more = sentences.size() - MAX_SHOWN;
    throw new CliException(
        ExitCode.USAGE,
        more > 0 ? shown + System.lineSeparator() + "... and " + more + " more." : shown);
  }
}
