package io.tapline.standalone.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pages of the repository, all files {@code *.md} that are not made by a build.
 *
 * @param root of the repository
 */
record Pages(Path root) {
  private static final Set<String> MADE = Set.of("target", "node_modules", ".git");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern REMOTE = Pattern.compile("[a-z]+:.*");

  /** Those of the directory that is the system property {@code tapline.root}. */
  static Pages all() {
    return new Pages(Path.of(System.getProperty("tapline.root", "..")));
  }

  List<Path> paths() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !isMade(root.relativize(file)))
          .sorted()
          .toList();
    }
  }

  private static boolean isMade(Path file) {
    for (Path part : file) {
      if (MADE.contains(part.toString())) {
        return true;
      }
    }
    return false;
  }

  /** Targets of links in the repository that lead nowhere, as they are written. */
  List<String> broken(Path page) throws IOException {
    String text = CODE.matcher(unfenced(page)).replaceAll("");
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(target -> !REMOTE.matcher(target).matches())
        .filter(target -> !leadsSomewhere(page, target))
        .toList();
  }

  private static boolean leadsSomewhere(Path page, String target) {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(file) && (parts.length < 2 || anchors(file).contains(parts[1]));
  }

  /** As GitHub makes them of headings: lower case, hyphens for blanks, no other punctuation. */
  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(unfenced(page))
        .results()
        .map(heading -> heading.group(1).strip().toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String unfenced(Path page) {
    try {
      return FENCED.matcher(Files.readString(page)).replaceAll("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
