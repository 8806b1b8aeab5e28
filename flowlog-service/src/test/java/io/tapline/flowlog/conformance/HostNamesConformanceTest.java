package io.tapline.flowlog.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.flowlog.conformance.ReferenceFlows.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compares host names with those that a reference program found in the same captures. The
 * differences go to {@code target/host-names.txt}.
 */
@Tag("conformance")
class HostNamesConformanceTest {
  private static final double LEAST_SHARE = 0.95;

  /** Flows of one kind, and how many of them have the same host name here. */
  private static final class Agreement {
    int flows;
    int equal;

    void add(boolean agrees) {
      flows++;
      equal += agrees ? 1 : 0;
    }

    @Override
    public String toString() {
      return equal + "/" + flows;
    }
  }

  private static final Map<String, Agreement> KINDS = new TreeMap<>();

  /** Flows that are called {@code quic} here, and how many of them the reference calls so. */
  private static final Agreement CALLED_QUIC = new Agreement();

  @BeforeAll
  static void compare() throws IOException {
    Path captures = Path.of(System.getProperty("tapline.vectors", ""), "ndpi");
    assumeTrue(
        Files.isDirectory(captures),
        "no reference captures: set -Dtapline.vectors to their folder");
    List<String> differences = new ArrayList<>();
    try (Stream<Path> files = Files.list(captures)) {
      for (Path reference : files.filter(f -> f.toString().endsWith(".flows.tsv")).toList()) {
        compare(reference, differences);
      }
    }
    differences.sort(null);
    Files.write(Path.of("target", "host-names.txt"), differences);
    System.out.printf("Host names: %s; called quic: %s%n", KINDS, CALLED_QUIC);
  }

  private static void compare(Path reference, List<String> differences) throws IOException {
    String name = reference.getFileName().toString().replace(".flows.tsv", "");
    AssembledFlows assembled = AssembledFlows.read(reference.resolveSibling(name));
    for (Named flow : ReferenceFlows.named(reference)) {
      if (assembled.services.getOrDefault(flow.pair(), Set.of()).contains("quic")) {
        CALLED_QUIC.add(flow.label().startsWith("QUIC"));
      }
      if (flow.hostName().isEmpty()) {
        continue;
      }
      Set<String> ours = assembled.hostNames.getOrDefault(flow.pair(), Set.of());
      boolean equal = ours.contains(flow.hostName());
      String kind = flow.label().replaceFirst("\\..*", "").toUpperCase(Locale.ROOT);
      KINDS.computeIfAbsent(kind, _ -> new Agreement()).add(equal);
      if (!equal) {
        differences.add("%s\t%s\t%s\tours %s".formatted(kind, name, flow, ours));
      }
    }
  }

  @Test
  void of_tls_and_quic_at_least_95_percent_of_the_hosts_are_named() {
    Agreement tls = KINDS.getOrDefault("TLS", new Agreement());
    Agreement quic = KINDS.getOrDefault("QUIC", new Agreement());
    assertThat((double) (tls.equal + quic.equal) / (tls.flows + quic.flows))
        .isGreaterThanOrEqualTo(LEAST_SHARE);
  }

  @Test
  void what_is_called_quic_is_quic_for_the_reference() {
    assertThat((double) CALLED_QUIC.equal / CALLED_QUIC.flows).isGreaterThanOrEqualTo(LEAST_SHARE);
  }
}
