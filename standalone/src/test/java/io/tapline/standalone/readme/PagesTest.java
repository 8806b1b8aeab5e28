package io.tapline.standalone.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stranger reads leads where it says. */
class PagesTest {
  private static final Pages PAGES = Pages.all();

  private static Stream<Path> pages() throws IOException {
    return PAGES.paths().stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_link_into_the_repository_leads_somewhere(Path page) throws IOException {
    assertThat(PAGES.broken(page)).as(page.toString()).isEmpty();
  }

  @Test
  void a_link_to_what_is_not_there_is_found(@TempDir Path root) throws IOException {
    Path page = root.resolve("page.md");
    Files.writeString(
        page,
        """
        # A page: with a colon
        [a](page.md) [b](#a-page-with-a-colon) [c](https://example.org/none) `[d](none.md)`
        [e](none.md) [f](#none) [g](page.md#nor-this)
        ```
        [h](none.md)
        ```
        """);
    assertThat(new Pages(root).broken(page))
        .containsExactly("none.md", "#none", "page.md#nor-this");
  }

  @Test
  void every_module_has_a_readme() throws IOException {
    String pom = Files.readString(PAGES.root().resolve("pom.xml"));
    List<String> modules =
        Pattern.compile("<module>(.+?)</module>")
            .matcher(pom)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(modules)
        .isNotEmpty()
        .allSatisfy(
            module -> assertThat(PAGES.root().resolve(module).resolve("README.md")).exists());
  }

  @Test
  void every_decision_has_a_status_and_a_date_and_is_listed() throws IOException {
    String list = Files.readString(decisions().resolve("README.md"));
    assertThat(records()).isNotEmpty().allSatisfy(record -> checkRecord(record, list));
  }

  private static void checkRecord(Path record, String list) throws IOException {
    String name = String.valueOf(record.getFileName());
    List<String> lines = Files.readAllLines(record);
    assertThat(lines.getFirst()).startsWith("# " + name.substring(0, 3) + ": ");
    assertThat(lines.get(2)).matches("Status: [a-z]+\\. Date: \\d{4}-\\d\\d-\\d\\d\\..*");
    assertThat(list).contains("(" + name + ")");
  }

  private static Path decisions() {
    return PAGES.root().resolve("docs/adr");
  }

  private static List<Path> records() throws IOException {
    try (Stream<Path> files = Files.list(decisions())) {
      return files.filter(file -> !file.endsWith("README.md")).sorted().toList();
    }
  }
}
