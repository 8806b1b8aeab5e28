package io.tapline.report.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlocklistFilesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long changes;
  @TempDir Path root;

  private BlocklistFiles files() {
    return new BlocklistFiles(
        List.of(root.resolve("lists")),
        new BlocklistFiles.Limits(100, 10),
        new BlocklistMetrics(registry));
  }

  /** Times of files may be coarse, so each change has a second of its own. */
  private Path write(String name, String text) throws IOException {
    Path file = root.resolve("lists").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000 * ++changes));
    return file;
  }

  private double failures() {
    return registry.counter("tapline.report.blocklist.file.failures").count();
  }

  @Test
  void without_a_directory_there_is_no_list() {
    assertThat(files().current()).isEqualTo(Blocklists.NONE);
  }

  @Test
  void what_changes_is_read_again_and_what_is_removed_is_gone() throws IOException {
    Path file = write("a", "198.51.100.7");
    BlocklistFiles files = files();
    assertThat(files.current().ofAddress("198.51.100.7"))
        .hasValue(new Blocklists.Listing("a", "198.51.100.7/32"));
    write("a", "198.51.100.8");
    files.refresh();
    assertThat(files.current().ofAddress("198.51.100.7")).isEmpty();
    assertThat(files.current().ofAddress("198.51.100.8")).isPresent();
    Files.delete(file);
    files.refresh();
    assertThat(files.current().lists()).isEmpty();
  }

  @Test
  void nothing_outside_of_the_directory_is_read() throws IOException {
    Path outside = Files.writeString(root.resolve("outside"), "198.51.100.7");
    write("mine", "198.51.100.8");
    Files.createSymbolicLink(root.resolve("lists/link"), outside);
    write(".hidden", "198.51.100.9");
    assertThat(files().current().lists()).extracting(Blocklist::name).containsExactly("mine");
  }

  @Test
  void a_list_that_becomes_unreadable_leaves_the_last_good_one_in_force() throws IOException {
    write("a", "198.51.100.7");
    BlocklistFiles files = files();
    assertThat(files.current().entries()).isEqualTo(1);
    write("a", "x".repeat(101));
    files.refresh();
    files.refresh();
    assertThat(files.current().ofAddress("198.51.100.7")).isPresent();
    assertThat(files.trouble()).isEqualTo("a: it has 101 bytes, more than 100");
    assertThat(failures()).isEqualTo(1);
    write("a", "198.51.100.8");
    files.refresh();
    assertThat(files.trouble()).isEmpty();
  }

  @Test
  void a_list_that_may_be_read_at_last_is_read_though_its_time_is_the_same() throws IOException {
    Path file = write("a", "198.51.100.7");
    Files.setPosixFilePermissions(file, Set.of());
    assumeThat(Files.isReadable(file)).as("the superuser may read all").isFalse();
    BlocklistFiles files = files();
    assertThat(files.current().entries()).isZero();
    assertThat(files.trouble()).startsWith("a: ");
    Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.OWNER_READ));
    files.refresh();
    assertThat(files.current().ofAddress("198.51.100.7")).isPresent();
    assertThat(files.trouble()).isEmpty();
  }

  @Test
  void entries_and_unreadable_lines_are_counted() throws IOException {
    write("a", "198.51.100.7\nbad.example\n???");
    files().refresh();
    assertThat(registry.get("tapline.report.blocklist.entries").gauge().value()).isEqualTo(2);
    assertThat(registry.get("tapline.report.blocklist.unreadable.lines").gauge().value())
        .isEqualTo(1);
  }
}
