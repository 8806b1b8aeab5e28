package io.tapline.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.capture.v1.CalendarRotation;
import io.tapline.capture.v1.CalendarUnit;
import io.tapline.capture.v1.FileForm;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.Source;
import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.type.v1.EncodingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BscFileTest {
  @TempDir Path directory;

  @Test
  void a_handler_with_the_required_keys_alone_has_the_defaults_of_ait() throws IOException {
    BscHandler only = only("- {name: h, conn_type: udp, address: ['', 8500]}");
    Handler handler = only.handler();
    assertThat(handler.getName()).isEqualTo("h");
    assertThat(handler.getFileNamePattern()).isEqualTo("%Y-%m-%d-%H-%M-%S-{name}.pcap");
    assertThat(handler.getFileForm()).isEqualTo(FileForm.FILE_FORM_AIT);
    assertThat(handler.getCalendarRotation())
        .isEqualTo(rotation(CalendarUnit.CALENDAR_UNIT_DAY, 1));
    assertThat(handler.getLogDir() + handler.getPath()).isEmpty();
    assertThat(handler.getPreWriteTransformsList()).isEmpty();
    Source source = only.source();
    assertThat(source.getName()).isEqualTo("ait.udp..8500");
    assertThat(source.getUdp().getPort()).isEqualTo(8500);
    assertThat(source.getUdp().getEncoding().getKind())
        .isEqualTo(EncodingKind.ENCODING_KIND_PACKETS);
  }

  @Test
  void every_key_is_read() throws IOException {
    Handler handler =
        only("""
            - name: h
              conn_type: udp
              address: [127.0.0.1, 8500]
              log_dir: /data/raw/%Y
              path: sub/%j
              file_name_pattern: '{name}.pcap'
              rotate_log: True
              rotate_log_index: tm_hour
              rotate_log_delta: 6
              pre_write_transforms: [identity_transform, 'bpf filter=udp port 53']
            """)
            .handler();
    assertThat(handler.getLogDir()).isEqualTo("raw/%Y");
    assertThat(handler.getPath()).isEqualTo("sub/%j");
    assertThat(handler.getFileNamePattern()).isEqualTo("{name}.pcap");
    assertThat(handler.getCalendarRotation())
        .isEqualTo(rotation(CalendarUnit.CALENDAR_UNIT_HOUR, 6));
    assertThat(handler.getPreWriteTransforms(0).getName()).isEqualTo("identity_transform");
    assertThat(handler.getPreWriteTransforms(1).getParametersMap())
        .containsEntry("filter", "udp port 53");
  }

  @Test
  void a_handler_that_does_not_rotate_has_neither_a_calendar_nor_a_time() throws IOException {
    Handler handler =
        only("- {name: h, conn_type: udp, address: ['', 8500], rotate_log: False}").handler();
    assertThat(handler.hasCalendarRotation()).isFalse();
    assertThat(handler.hasRotateAfter()).isTrue();
    assertThat(handler.getRotateAfter().getSeconds()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0x88cc, ether proto 35020", "3, ''", "0, ''"})
  void the_protocol_of_an_interface_is_a_filter(String protocol, String bpf) throws IOException {
    Source source =
        only("- {name: h, conn_type: ethernet, address: [eth0, %s]}".formatted(protocol)).source();
    assertThat(source.getInterface().getInterface()).isEqualTo("eth0");
    assertThat(source.getInterface().getBpf()).isEqualTo(bpf);
    assertThat(source.getInterface().getSnapLengthBytes()).isEqualTo(65_535);
  }

  @Test
  void a_server_of_tcp_may_have_a_name() throws IOException {
    Source source = only("- {name: h, conn_type: tcp, address: [feed.example, 8125]}").source();
    assertThat(source.getName()).isEqualTo("ait.tcp.feed.example.8125");
    assertThat(source.getTcp().getHost()).isEqualTo("feed.example");
    assertThat(source.getTcp().getPort()).isEqualTo(8125);
  }

  @Test
  void what_has_another_meaning_here_is_said() throws IOException {
    Path file =
        write(
            """
            capture_manager:
              root_log_directory: /tmp
              manager_server: {host: localhost, port: 8080}
            """);
    BscFile read = BscFile.read(file);
    assertThat(read.handlers()).isEmpty();
    assertThat(read.remarks()).hasSize(2);
    assertThat(read.remarks().getFirst()).contains("manager_server");
    assertThat(read.remarks().getLast()).contains("root_log_directory /tmp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour: red                    | .colour is not a key here",
        "name: 'a/b'                    | .name has 1 to 64 characters",
        "name: 7                        | .name is a number",
        "conn_type: raw                 | .conn_type is 'raw'; there are udp",
        "address: ['', 0]               | .address[1] is 0, not 1 to 65535.",
        "address: [localhost, 8500]     | .address[0] is 'localhost', not an IP address",
        "address: ['']                  | .address has two values",
        "address: 8500                  | .address is a number, not a list.",
        "path: /elsewhere/x             | .path is not below capture_manager.root_log_directory",
        "path: ~/x                      | .path is not below capture_manager.root_log_directory",
        "path: ../x                     | .path leads out",
        "path: a/../../x                | .path leads out",
        "file_name_pattern: ''          | .file_name_pattern names no file",
        "rotate_log: 'True'             | .rotate_log is a text, not true or false.",
        "rotate_log_index: week         | .rotate_log_index is 'week'; there are year",
        "rotate_log_delta: 0            | .rotate_log_delta is 0, not 1 to 10000.",
        "pre_write_transforms: identity | .pre_write_transforms is a text, not a list.",
        "pre_write_transforms: [a b]    | .pre_write_transforms[0] is 'a b', not 'NAME'",
      })
  void what_is_wrong_is_said_with_line_and_key(String line, String problem) {
    String key = line.substring(0, line.indexOf(':'));
    StringBuilder text = new StringBuilder("capture_manager: {root_log_directory: /data}\n");
    text.append("handlers:\n- ").append(line).append('\n');
    for (String other : List.of("name: h", "conn_type: udp", "address: ['', 8500]")) {
      if (!other.startsWith(key + ":")) {
        text.append("  ").append(other).append('\n');
      }
    }
    assertThatThrownBy(() -> BscFile.read(write(text.toString())))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("bsc.yaml:3: handlers[0]" + problem);
  }

  @Test
  void every_problem_is_said_at_once() throws IOException {
    Path file =
        write(
            """
            capture_manager: {root: /tmp}
            handlers:
            - conn_type: udp
              address: ['', 8500]
            - {name: a, conn_type: udp, address: ['', 8500], log_dir: x, path: /data/y}
            - {name: a, conn_type: udp, address: ['', 8501]}
            more: 1
            """);
    assertThatThrownBy(() -> BscFile.read(file))
        .hasMessageContaining(":1: capture_manager.root is not a key here")
        .hasMessageContaining(":3: handlers[0] has no name.")
        .hasMessageContaining(":5: handlers[1].path is absolute, so that log_dir")
        .hasMessageContaining(":6: handlers[2] has the name of another handler")
        .hasMessageContaining(":7: more is not a key here");
  }

  @Test
  @Tag("conformance")
  void the_example_of_ait_is_read() {
    String vectors = System.getProperty("tapline.vectors", "");
    Path example = Path.of(vectors, "ait", "bsc.yaml");
    assumeTrue(!vectors.isEmpty() && Files.exists(example), "There is no " + example + ".");
    List<BscHandler> handlers = BscFile.read(example).handlers();
    assertThat(handlers).hasSize(3);
    assertThat(handlers.getFirst().handler().getPath()).isEqualTo("additional_dir/test/%j");
    assertThat(handlers.stream().map(handler -> handler.source().getName()))
        .containsExactly("ait.udp..8500", "ait.udp..8500", "ait.udp..8125");
  }

  private BscHandler only(String handlers) throws IOException {
    Path file =
        write("capture_manager: {root_log_directory: /data}\nhandlers:\n" + handlers + "\n");
    List<BscHandler> read = BscFile.read(file).handlers();
    assertThat(read).hasSize(1);
    return read.getFirst();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("bsc.yaml"), text);
  }

  private static CalendarRotation rotation(CalendarUnit unit, int delta) {
    return CalendarRotation.newBuilder().setUnit(unit).setDelta(delta).build();
  }
}
