package io.tapline.standalone.demo;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.grpc.Channel;
import io.tapline.capture.v1.ImportSummary;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventServiceGrpc;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.report.v1.DetectionServiceGrpc;
import io.tapline.report.v1.GetServiceSummaryRequest;
import io.tapline.report.v1.GetTopTalkersRequest;
import io.tapline.report.v1.ReportServiceGrpc;
import io.tapline.report.v1.RunDetectionsRequest;
import io.tapline.report.v1.Totals;
import io.tapline.type.v1.IngestSummary;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What the demo shows of the imported sample. */
final class DemoReport {
  private static final int ROWS = 8;

  private final Channel channel;
  private final PrintStream out;
  private final ImportSummary summary;

  DemoReport(Channel channel, PrintStream out, ImportSummary summary) {
    this.channel = channel;
    this.out = out;
    this.summary = summary;
  }

  void printImport() {
    IngestSummary ingest = summary.getIngest();
    out.printf(
        "%s%s read, %s logged, %s lost.%n",
        summary.getAlreadyImported() ? "Already imported: " : "",
        count(ingest.getFrames(), "frame"),
        count(ingest.getConnections(), "connection"),
        count(ingest.getLostFrames(), "frame"));
    String others = others(ingest.getOutcomesMap());
    if (!others.isEmpty()) {
      out.println("Frames in no connection, by reason: " + others + ".");
    }
  }

  void printServices() {
    var answer =
        ReportServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .getServiceSummary(
                GetServiceSummaryRequest.newBuilder()
                    .setInterval(interval())
                    .setLimit(ROWS)
                    .build());
    out.printf(
        "%nServices%n  %-12s %12s %10s %12s%n", "service", "connections", "packets", "bytes");
    answer.getRowsList().forEach(row -> printRow("  %-12s", row.getService(), row.getTotals()));
  }

  void printTalkers() {
    var answer =
        ReportServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .getTopTalkers(
                GetTopTalkersRequest.newBuilder().setInterval(interval()).setLimit(5).build());
    out.printf(
        "%nTop talkers%n  %-39s %12s %10s %12s%n", "client", "connections", "packets", "bytes");
    answer.getRowsList().forEach(row -> printRow("  %-39s", row.getHost(), row.getTotals()));
  }

  /**
   * Detections also run by themselves; asking for them makes the demo wait for exactly this
   * interval.
   */
  void printAlert() {
    DetectionServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(60, TimeUnit.SECONDS)
        .runDetections(RunDetectionsRequest.newBuilder().setInterval(interval()).build());
    List<Event> events =
        EventServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .searchEvents(SearchEventsRequest.newBuilder().setInterval(dayAround()).build())
            .getEventsList();
    out.println();
    events.stream()
        .max(Comparator.comparing(Event::getSeverityValue))
        .ifPresentOrElse(
            this::printAlert, () -> out.println("No alert: no detection fired on this sample."));
  }

  private void printAlert(Event event) {
    out.printf(
        "Alert: %s%n  %s%n  why you see it: %s%n  ./tapline events show %s%n",
        String.join(", ", event.getCategoriesList()),
        event.getDescription(),
        event.getDecision().getReason(),
        event.getId());
  }

  private void printRow(String nameFormat, String name, Totals totals) {
    out.printf(
        nameFormat + " %,12d %,10d %,12d%n",
        name,
        totals.getConnections(),
        totals.getPackets(),
        totals.getBytes());
  }

  /** From the sample's first frame to just after its last. */
  private Interval interval() {
    IngestSummary ingest = summary.getIngest();
    return Interval.newBuilder()
        .setStartTime(ingest.getFirstFrameTime())
        .setEndTime(plusSeconds(ingest.getLastFrameTime(), 1))
        .build();
  }

  /** Detect times are the ends of windows, so they may lie after the last frame. */
  private Interval dayAround() {
    IngestSummary ingest = summary.getIngest();
    return Interval.newBuilder()
        .setStartTime(ingest.getFirstFrameTime())
        .setEndTime(plusSeconds(ingest.getLastFrameTime(), 86_400))
        .build();
  }

  private static Timestamp plusSeconds(Timestamp time, long seconds) {
    return time.toBuilder().setSeconds(time.getSeconds() + seconds).build();
  }

  /** {@code 1 frame}, {@code 2,794 frames}. */
  static String count(long amount, String noun) {
    return String.format("%,d %s%s", amount, noun, amount == 1 ? "" : "s");
  }

  private static String others(Map<String, Long> outcomes) {
    return outcomes.entrySet().stream()
        .filter(outcome -> !outcome.getKey().equals("connection"))
        .sorted(Map.Entry.comparingByKey())
        .map(outcome -> outcome.getKey() + " " + outcome.getValue())
        .collect(Collectors.joining(", "));
  }
}
