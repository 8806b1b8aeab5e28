package io.tapline.flowlog.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.flowlog.conformance.FlowSums.Pair;
import io.tapline.flowlog.conformance.FlowSums.Sums;
import io.tapline.wire.frame.FrameOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compares connections with the flows that a reference program saw in the same captures: packets
 * and bytes each way per protocol and pair of endpoints. The differences go by class to {@code
 * target/reference-flows.txt}; docs/agreement.md explains the classes.
 */
@Tag("conformance")
class ReferenceFlowsConformanceTest {
  private static final double LEAST_SHARE = 0.99;
  private static final String AGREES = "agrees";
  private static final String AGREES_WITHOUT_FRAGMENTS = "agrees without later fragments";

  private static Path captures;

  @BeforeAll
  static void findCaptures() {
    captures = Path.of(System.getProperty("tapline.vectors", ""), "ndpi");
    assumeTrue(
        Files.isDirectory(captures),
        "no reference captures: set -Dtapline.vectors to their folder");
  }

  @Test
  void every_frame_is_in_a_connection_or_in_a_named_counter() throws IOException {
    for (Path capture : captures()) {
      AssembledFlows flows = AssembledFlows.read(capture);
      assertThat(flows.outcomes.values().stream().mapToLong(Long::longValue).sum())
          .as("outcomes of %s", capture.getFileName())
          .isEqualTo(flows.frames);
      assertThat(flows.connectionFrames)
          .as("frames in connections of %s", capture.getFileName())
          .isEqualTo(flows.outcomes.getOrDefault(FrameOutcome.CONNECTION, 0L));
    }
  }

  @Test
  void at_least_99_percent_of_the_reference_flows_agree_to_the_byte() throws IOException {
    Map<String, Integer> classes = new TreeMap<>();
    List<String> report = new ArrayList<>();
    int flows = 0;
    for (Path capture : captures()) {
      Map<Pair, Sums> expected = ReferenceFlows.read(reference(capture)).pairs();
      AssembledFlows assembled = AssembledFlows.read(capture);
      flows += expected.size();
      expected.forEach(
          (pair, sums) -> {
            Sums ours = assembled.sums.pairs().get(pair);
            String difference = difference(pair, sums, assembled);
            classes.merge(difference, 1, Integer::sum);
            if (!difference.equals(AGREES)) {
              report.add(
                  "%s\t%s\t%s\treference %s\tours %s"
                      .formatted(difference, capture.getFileName(), pair, sums, ours));
            }
          });
    }
    Files.write(Path.of("target", "reference-flows.txt"), report);
    int agreeing =
        classes.getOrDefault(AGREES, 0) + classes.getOrDefault(AGREES_WITHOUT_FRAGMENTS, 0);
    double share = (double) agreeing / flows;
    System.out.printf("Reference flows: %.2f %% of %d agree; %s%n", 100 * share, flows, classes);
    assertThat(share).isGreaterThanOrEqualTo(LEAST_SHARE);
  }

  private static String difference(Pair pair, Sums reference, AssembledFlows assembled) {
    Sums ours = assembled.sums.pairs().get(pair);
    if (reference.equals(ours)) {
      return AGREES;
    }
    if (ours == null) {
      return "another connection";
    }
    Sums fragments = assembled.laterFragments.pairs().get(pair);
    boolean leftOut = fragments != null && reference.equals(ours.minus(fragments));
    return leftOut ? AGREES_WITHOUT_FRAGMENTS : "other counts";
  }

  private static List<Path> captures() throws IOException {
    try (Stream<Path> files = Files.list(captures)) {
      return files.filter(file -> Files.exists(reference(file))).sorted().toList();
    }
  }

  private static Path reference(Path capture) {
    return capture.resolveSibling(capture.getFileName() + ".flows.tsv");
  }
}
