package io.tapline.standalone.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The fenced blocks of the README. */
record Readme(String text) {
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\R(.*?)```", Pattern.DOTALL);

  /** That of the repository, whose directory is the system property {@code tapline.root}. */
  static Readme read() throws IOException {
    Path root = Path.of(System.getProperty("tapline.root", ".."));
    return new Readme(Files.readString(root.resolve("README.md")));
  }

  /** Every line of the blocks marked {@code sh}, without its remark. */
  List<String> commands() {
    return blocks("sh").stream()
        .flatMap(String::lines)
        .map(line -> line.replaceFirst("\\s+#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** What the demo prints, as quoted; a line of three dots stands for lines left out. */
  List<String> demoOutput() {
    return blocks("").stream()
        .filter(block -> block.contains("frames read"))
        .findFirst()
        .orElseThrow()
        .lines()
        .filter(line -> !line.isBlank() && !line.strip().equals("..."))
        .toList();
  }

  private List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }
}
