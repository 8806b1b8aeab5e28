package io.tapline.cli.detect;

import com.google.type.Interval;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.output.Output;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.report.v1.DetectionServiceGrpc;
import io.tapline.report.v1.Finding;
import io.tapline.report.v1.RunDetectionsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What {@code run} and {@code dry-run} share. */
final class DetectionRun {
  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Detections; none = all.")
  List<String> names = new ArrayList<>();

  @Mixin IntervalOptions times;
  @Mixin Output output;
  @Mixin ServerOption server;

  int run(boolean dry) {
    Interval interval = times.bounded("Say over which interval: --from and --to, or --day.");
    List<Finding> findings =
        DetectionServiceGrpc.newBlockingStub(server.connect())
            .runDetections(
                RunDetectionsRequest.newBuilder()
                    .setInterval(interval)
                    .addAllDetections(names)
                    .setDryRun(dry)
                    .build())
            .getFindingsList();
    output.rows(
        findings,
        times.column("window_start", Finding::getWindowStartTime),
        times.column("window_end", Finding::getWindowEndTime),
        Column.text("detection", Finding::getDetection),
        Column.text("address", Finding::getAddress),
        Column.count("count", Finding::getCount),
        Column.text("outcome", row -> EnumWord.of(row.getOutcome())),
        Column.text("event_id", Finding::getEventId),
        Column.text("description", Finding::getDescription),
        Column.detail("evidence", DetectionRun::evidence),
        Column.detail("baseline", Finding::getBaseline),
        Column.detail("community_ids", row -> String.join(" ", row.getCommunityIdsList())),
        Column.detail("filter", Finding::getFilter));
    if (findings.isEmpty()) {
      output.err().println("Nothing was found.");
      return ExitCode.NOTHING_FOUND;
    }
    return ExitCode.DONE;
  }

  private static String evidence(Finding finding) {
    return finding.getEvidenceList().stream()
        .map(one -> (one.getName() + ' ' + one.getValue() + ' ' + one.getUnit()).strip())
        .collect(Collectors.joining(", "));
  }
}
