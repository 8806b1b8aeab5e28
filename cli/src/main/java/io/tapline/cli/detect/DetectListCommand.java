package io.tapline.cli.detect;

import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.output.Output;
import io.tapline.report.v1.Detection;
import io.tapline.report.v1.DetectionServiceGrpc;
import io.tapline.report.v1.ListDetectionsRequest;
import io.tapline.report.v1.ListDetectionsResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline detect list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Names the detections.")
final class DetectListCommand implements Runnable {
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    output.rows(
        AllPages.rows(
            DetectionServiceGrpc.newBlockingStub(server.connect())::listDetections,
            ListDetectionsRequest.getDefaultInstance(),
            ListDetectionsResponse::getDetectionsList),
        Column.text("name", Detection::getName),
        Column.text("fires_at", row -> row.getThreshold() + " " + row.getCounted()),
        Column.detail("baseline", Detection::getBaseline),
        Column.text("window", row -> row.getWindow().getSeconds() + " s"),
        Column.text("category", Detection::getCategory),
        Column.text("severity", row -> EnumWord.of(row.getSeverity())),
        Column.text("description", Detection::getDescription));
  }
}
