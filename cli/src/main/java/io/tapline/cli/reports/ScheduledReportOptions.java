package io.tapline.cli.reports;

import io.tapline.cli.group.GroupMeasure;
import io.tapline.flowlog.v1.IntervalMatch;
import io.tapline.report.v1.GetChangeRequest;
import io.tapline.report.v1.GetPercentileRequest;
import io.tapline.report.v1.GetServiceSummaryRequest;
import io.tapline.report.v1.GetTopRequest;
import io.tapline.report.v1.GetTopTalkersRequest;
import io.tapline.report.v1.GetTrafficOverTimeRequest;
import io.tapline.report.v1.ReportDefinition;
import io.tapline.report.v1.TalkerSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A schedule by name, and which report it runs, with the options that the report has by itself. */
final class ScheduledReportOptions {
  @Parameters(index = "0", paramLabel = "NAME", description = "The schedule's name.")
  String name;

  @Parameters(
      index = "1",
      paramLabel = "REPORT",
      description = "One of those that `tapline report list` names.")
  String report;

  @Parameters(
      index = "2..*",
      arity = "0..8",
      split = ",",
      paramLabel = "COLUMN",
      description = "Of top and change: columns to group by.")
  List<String> columns = new ArrayList<>();

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      defaultValue = "",
      description = "Only these connections.")
  String filter;

  @Option(
      names = "--started",
      description = "Only what began in the period, not all that was active in it.")
  boolean started;

  @Option(
      names = "--by",
      paramLabel = "bytes|packets|connections",
      defaultValue = "bytes",
      description = "What makes hosts and groups large (default ${DEFAULT-VALUE}).")
  GroupMeasure by;

  @Option(
      names = "--side",
      paramLabel = "client|server",
      defaultValue = "client",
      description = "Of top-talkers: which hosts (default ${DEFAULT-VALUE}).")
  TopTalkersCommand.Side side;

  @Option(
      names = "--kind",
      paramLabel = "all|new|vanished",
      defaultValue = "all",
      description = "Of change: which groups (default ${DEFAULT-VALUE}).")
  ChangeCommand.Kind kind;

  @Option(
      names = "--percent",
      paramLabel = "N",
      defaultValue = "95",
      description = "Of percentile: 1 to 100 (default ${DEFAULT-VALUE}).")
  int percent;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "Rows, or services told apart; 0: as many as the report has by itself.")
  int limit;

  /** Empty where there is no such report. */
  Optional<ReportDefinition> definition() {
    ReportDefinition.Builder definition = ReportDefinition.newBuilder();
    switch (report) {
      case "service-summary" -> definition.setServiceSummary(summary());
      case "top-talkers" -> definition.setTopTalkers(talkers());
      case "traffic-over-time" -> definition.setTrafficOverTime(traffic());
      case "top" -> definition.setTop(top());
      case "percentile" ->
          definition.setPercentile(
              GetPercentileRequest.newBuilder().setFilter(filter).setPercent(percent));
      case "change" -> definition.setChange(change());
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(definition.build());
  }

  private GetServiceSummaryRequest.Builder summary() {
    return GetServiceSummaryRequest.newBuilder()
        .setFilter(filter)
        .setIntervalMatch(match())
        .setLimit(limit);
  }

  private GetTopTalkersRequest.Builder talkers() {
    return GetTopTalkersRequest.newBuilder()
        .setFilter(filter)
        .setIntervalMatch(match())
        .setSide(
            switch (side) {
              case CLIENT -> TalkerSide.TALKER_SIDE_CLIENT;
              case SERVER -> TalkerSide.TALKER_SIDE_SERVER;
            })
        .setMeasure(TotalsColumns.message(by))
        .setLimit(limit);
  }

  private GetTrafficOverTimeRequest.Builder traffic() {
    return GetTrafficOverTimeRequest.newBuilder()
        .setFilter(filter)
        .setIntervalMatch(match())
        .setServices(limit);
  }

  private GetTopRequest.Builder top() {
    return GetTopRequest.newBuilder()
        .setFilter(filter)
        .setIntervalMatch(match())
        .addAllColumns(columns)
        .setMeasure(TotalsColumns.message(by))
        .setLimit(limit);
  }

  private GetChangeRequest.Builder change() {
    return GetChangeRequest.newBuilder()
        .setFilter(filter)
        .setIntervalMatch(match())
        .addAllColumns(columns)
        .setMeasure(TotalsColumns.message(by))
        .setKind(kind.message)
        .setLimit(limit);
  }

  private IntervalMatch match() {
    return started ? IntervalMatch.INTERVAL_MATCH_STARTED : IntervalMatch.INTERVAL_MATCH_ACTIVE;
  }
}
