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
    System.out.printf("Host names: %s%n", KINDS);
  }

  private static void compare(Path reference, List<String> differences) throws IOException {
    String name = reference.getFileName().toString().replace(".flows.tsv", "");
    AssembledFlows assembled = AssembledFlows.read(reference.resolveSibling(name));
    for (Named flow : ReferenceFlows.named(reference)) {
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
}
