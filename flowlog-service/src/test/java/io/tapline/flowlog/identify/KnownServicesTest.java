package io.tapline.flowlog.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownServicesTest {
  private static final Map<String, KnownService> SERVICES =
      KnownServices.all().stream()
          .collect(Collectors.toMap(KnownService::name, Function.identity()));

  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  @Test
  void services_told_by_payload_are_those_of_the_page_with_their_transports() throws IOException {
    Map<String, List<String>> known = new HashMap<>();
    SERVICES.values().stream()
        .filter(service -> !service.payloadProtocols().isEmpty())
        .forEach(service -> known.put(service.name(), service.payloadProtocols()));
    assertThat(known).isEqualTo(onThePage());
  }

  private static KnownService service(String name) {
    return Objects.requireNonNull(SERVICES.get(name), name);
  }

  /** The table "By payload": names in the first column, transports in the second. */
  private static Map<String, List<String>> onThePage() throws IOException {
    Map<String, List<String>> services = new HashMap<>();
    String page = Files.readString(Path.of("../docs/services.md"));
    String table =
        page.substring(page.indexOf("## By payload"), page.indexOf("## By announcement"));
    for (String line : table.lines().toList()) {
      if (line.startsWith("| `")) {
        String[] cells = line.split(" \\| ", -1);
        NAME.matcher(cells[0])
            .results()
            .forEach(
                name ->
                    services
                        .computeIfAbsent(name.group(1), _ -> new ArrayList<>())
                        .addAll(transports(cells[1])));
      }
    }
    services.replaceAll((_, transports) -> transports.stream().sorted().distinct().toList());
    return services;
  }

  private static List<String> transports(String cell) {
    return Stream.of(cell.toLowerCase(Locale.ROOT).split(", ", -1)).map(String::strip).toList();
  }

  @Test
  void every_service_of_a_port_is_there_with_its_ports() {
    for (int port = 0; port <= 65_535; port++) {
      assertKnown(6, port, port + "/tcp");
      assertKnown(17, port, port + "/udp");
      assertKnown(132, port, port + "/sctp");
    }
  }

  private static void assertKnown(int protocol, int port, String text) {
    String name = WellKnownPorts.name(protocol, port);
    if (name != null) {
      assertThat(service(name).ports()).as(name).contains(text);
    }
  }

  @Test
  void a_base_is_a_service_of_its_own() {
    assertThat(SERVICES.values())
        .allSatisfy(
            service -> {
              KnownService base = service(service.base());
              assertThat(base.base()).isEqualTo(base.name());
            });
    assertThat(service("imaps").base()).isEqualTo("imap");
  }

  @Test
  void every_service_is_told_by_payloads_or_ports() {
    assertThat(SERVICES.values())
        .allSatisfy(
            service ->
                assertThat(service.payloadProtocols().isEmpty() && service.ports().isEmpty())
                    .as(service.name())
                    .isFalse());
  }
}
