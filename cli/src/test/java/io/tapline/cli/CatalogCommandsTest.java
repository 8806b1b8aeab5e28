package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.v1.GetProtocolRequest;
import io.tapline.flowlog.v1.NetObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CatalogCommandsTest {
  private static final NetObject OFFICE =
      NetObject.newBuilder()
          .setName("/NetObjects/Office")
          .addPrefixes("10.1.0.0/16")
          .addPrefixes("2001:db8::/32")
          .build();

  private static final NetObject GUESTS =
      NetObject.newBuilder()
          .setName("/NetObjects/Main Gate, left")
          .addPrefixes("192.0.2.7")
          .setHidden(true)
          .build();

  private final FakeCatalog catalog = new FakeCatalog();
  private final FakeCatalogReader reader = new FakeCatalogReader(catalog);

  @RegisterExtension final ServedCommand cli = new ServedCommand("catalog", catalog, reader);

  @TempDir Path directory;

  private int importing(String text) throws IOException {
    Path file = directory.resolve("objects.csv");
    Files.writeString(file, text);
    return cli.run("import", file.toString(), "--message", "as planned");
  }

  @Test
  void options_become_an_object_and_a_commit() {
    assertThat(
            cli.run(
                "set",
                "/NetObjects/Office",
                "--prefix",
                "10.1.0.0/16",
                "--prefix",
                "2001:db8::/32",
                "--message",
                "new"))
        .isEqualTo(ExitCode.DONE);
    assertThat(catalog.objects).containsExactly(OFFICE);
    assertThat(catalog.messages).containsExactly("new");
    assertThat(cli.out().lines()).containsExactly("Commit 1: 1 object changed.");
  }

  @Test
  void a_change_needs_a_message() {
    assertThat(cli.run("set", "/NetObjects/Office")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("remove", "/NetObjects/Office")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("--message");
    assertThat(catalog.messages).isEmpty();
  }

  @Test
  void what_is_removed_is_removed_in_one_commit() {
    catalog.objects.add(OFFICE);
    catalog.objects.add(GUESTS);
    assertThat(cli.run("remove", OFFICE.getName(), GUESTS.getName(), "-m", "moved out"))
        .isEqualTo(ExitCode.DONE);
    assertThat(catalog.objects).isEmpty();
    assertThat(cli.out().lines()).containsExactly("Commit 1: 2 objects changed.");
  }

  @Test
  void what_is_refused_rolls_everything_back() throws IOException {
    assertThat(importing("/NetObjects/Office,10.1.0.0/16\n/NetObjects/x,10.2.0.0/16\n"))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(catalog.objects).isEmpty();
    assertThat(catalog.rollbacks).isEqualTo(1);
  }

  @Test
  void the_list_of_objects_is_what_an_import_reads() throws IOException {
    catalog.objects.add(OFFICE);
    catalog.objects.add(GUESTS);
    assertThat(cli.run("objects", "--hidden", "--format", "csv")).isEqualTo(ExitCode.DONE);
    String written = cli.out();
    assertThat(reader.objectsWanted.getIncludeHidden()).isTrue();
    cli.clear();
    assertThat(importing(written)).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).startsWith("Nothing to commit");
    catalog.objects.clear();
    assertThat(importing(written)).isEqualTo(ExitCode.DONE);
    assertThat(catalog.objects).containsExactly(OFFICE, GUESTS);
  }

  @Test
  void remarks_and_empty_lines_of_a_file_are_stepped_over() throws IOException {
    assertThat(importing("# ours\n\n/NetObjects/Office, 10.1.0.0/16   2001:db8::/32 ,false\n"))
        .isEqualTo(ExitCode.DONE);
    assertThat(catalog.objects).containsExactly(OFFICE);
  }

  @Test
  void a_line_that_is_no_object_is_named_and_nothing_is_asked_of_the_server() throws IOException {
    assertLine("name,prefixes\n/NetObjects/Office\n", "line 2: a name and its prefixes");
    assertLine("/NetObjects/Office,::1,yes\n", "line 1: the third column");
    assertLine("\"/NetObjects/Office,::1\n", "line 1: a quote is not closed");
    assertLine("/NetObjects/A,::1\n/NetObjects/A,::2\n", "line 2: /NetObjects/A stands in line 1");
    assertThat(cli.run("import", directory.resolve("none").toString(), "-m", "x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(catalog.messages).isEmpty();
    assertThat(catalog.rollbacks).isZero();
  }

  private void assertLine(String text, String error) throws IOException {
    assertThat(importing(text)).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains(error);
    cli.clear();
  }

  @Test
  void without_objects_nothing_is_found() {
    assertThat(cli.run("objects", "--under", "/NetObjects/A")).isEqualTo(ExitCode.NOTHING_FOUND);
    assertThat(reader.objectsWanted.getUnder()).isEqualTo("/NetObjects/A");
    assertThat(reader.objectsWanted.getPageSize()).isEqualTo(100);
  }

  @Test
  void services_are_listed_with_how_they_are_identified() {
    assertThat(cli.run("services", "--format", "csv")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines())
        .containsExactly(
            "service,base_service,payload_protocols,ports,properties",
            "mdns,dns,tcp udp,5353/udp,hostname");
  }

  @Test
  void protocols_are_listed_or_one_is_translated_by_number_or_name() {
    assertThat(cli.run("protocols", "--format", "csv")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines()).containsExactly("number,protocol", "6,tcp");
    assertThat(cli.run("protocols", "47", "--strict")).isEqualTo(ExitCode.DONE);
    assertThat(reader.protocolWanted)
        .isEqualTo(GetProtocolRequest.newBuilder().setNumber(47).setStrict(true).build());
    assertThat(cli.run("protocols", "ipv6-icmp")).isEqualTo(ExitCode.DONE);
    assertThat(reader.protocolWanted)
        .isEqualTo(GetProtocolRequest.newBuilder().setName("ipv6-icmp").build());
  }

  @Test
  void the_log_says_what_each_commit_did() {
    assertThat(cli.run("log", "--limit", "5", "--format", "csv")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out())
        .contains("7,2026-03-01T00:00:00", ",moved,3,+/NetObjects/A ~/NetObjects/B -/NetObjects/C");
    assertThat(reader.commitsWanted).isEqualTo(5);
  }
}
