package io.tapline.report.schedule;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.report.EnumMessages;
import io.tapline.report.document.ReportAnswer;
import io.tapline.report.document.ReportAnswer.Cell;
import io.tapline.report.log.Span;
import io.tapline.report.reports.Report;
import io.tapline.report.v1.ChangeRow;
import io.tapline.report.v1.GetChangeResponse;
import io.tapline.report.v1.GetPercentileResponse;
import io.tapline.report.v1.GetServiceSummaryResponse;
import io.tapline.report.v1.GetTopResponse;
import io.tapline.report.v1.GetTopTalkersResponse;
import io.tapline.report.v1.GetTrafficOverTimeResponse;
import io.tapline.report.v1.Totals;
import io.tapline.report.v1.TrafficSeries;
import io.tapline.rpc.grpc.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Answers of the reports as rows, with what there is to say of them. */
final class AnswerMessages {
  private AnswerMessages() {}

  static ReportAnswer answer(Span span, GetServiceSummaryResponse answer) {
    return of(
        Report.SERVICE_SUMMARY,
        span,
        List.of("service", "connections", "packets", "bytes", "clients", "servers"),
        answer.getRowsList().stream()
            .map(
                row ->
                    row(
                        List.of(row.getService()),
                        row.getTotals(),
                        row.getClients(),
                        row.getServers()))
            .toList(),
        notes(answer.getTotal(), answer.getCompleteness()),
        answer);
  }

  static ReportAnswer answer(Span span, GetTopTalkersResponse answer) {
    return of(
        Report.TOP_TALKERS,
        span,
        List.of("host", "connections", "packets", "bytes", "peers"),
        answer.getRowsList().stream()
            .map(row -> row(List.of(row.getHost()), row.getTotals(), row.getPeers()))
            .toList(),
        notes(answer.getTotal(), answer.getCompleteness()),
        answer);
  }

  static ReportAnswer answer(Span span, GetTrafficOverTimeResponse answer) {
    List<List<Cell>> rows = new ArrayList<>();
    answer.getSeriesList().forEach(series -> rows.addAll(rows(answer, series)));
    return of(
        Report.TRAFFIC_OVER_TIME,
        span,
        List.of("service", "start", "connections", "bytes"),
        rows,
        List.of(coverage(answer.getCompleteness())),
        answer);
  }

  private static List<List<Cell>> rows(GetTrafficOverTimeResponse answer, TrafficSeries series) {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < answer.getBucketStartTimesCount(); i++) {
      rows.add(
          List.of(
              Cell.of(series.getService()),
              Cell.of(Timestamps.instant(answer.getBucketStartTimes(i)).toString()),
              Cell.of(series.getConnections(i)),
              Cell.of(series.getBytes(i))));
    }
    return rows;
  }

  static ReportAnswer answer(Span span, List<String> columns, GetTopResponse answer) {
    return of(
        Report.TOP,
        span,
        joined(columns, List.of("connections", "packets", "bytes", "filter")),
        answer.getRowsList().stream()
            .map(
                row ->
                    joined(
                        row(row.getKeysList(), row.getTotals()), List.of(Cell.of(row.getFilter()))))
            .toList(),
        notes(answer.getTotal(), answer.getCompleteness()),
        answer);
  }

  static ReportAnswer answer(Span span, GetPercentileResponse answer) {
    return of(
        Report.PERCENTILE,
        span,
        List.of("bits_per_second", "mean_bits_per_second", "max_bits_per_second", "bins"),
        List.of(
            List.of(
                Cell.of(answer.getBitsPerSecond()),
                Cell.of(answer.getMeanBitsPerSecond()),
                Cell.of(answer.getMaxBitsPerSecond()),
                Cell.of(answer.getBins()))),
        List.of(coverage(answer.getCompleteness())),
        answer);
  }

  static ReportAnswer answer(Span span, List<String> columns, GetChangeResponse answer) {
    List<String> names =
        joined(
            columns,
            List.of(
                "connections",
                "packets",
                "bytes",
                "baseline_connections",
                "baseline_packets",
                "baseline_bytes",
                "change",
                "change_percent",
                "filter"));
    List<String> notes =
        new ArrayList<>(notes(answer.getTotal().getTotals(), answer.getCompleteness()));
    notes.add("Before: " + coverage(answer.getBaselineCompleteness()));
    return of(
        Report.CHANGE,
        span,
        names,
        answer.getRowsList().stream().map(AnswerMessages::row).toList(),
        notes,
        answer);
  }

  private static List<Cell> row(ChangeRow row) {
    Totals before = row.getBaselineTotals();
    String percent =
        row.hasChangePercent() ? String.format(Locale.ROOT, "%.1f", row.getChangePercent()) : "";
    return joined(
        row(
            row.getKeysList(),
            row.getTotals(),
            before.getConnections(),
            before.getPackets(),
            before.getBytes(),
            row.getChange()),
        List.of(new Cell(percent, true), Cell.of(row.getFilter())));
  }

  private static List<Cell> row(List<String> keys, Totals totals, long... more) {
    List<Cell> row = new ArrayList<>(keys.stream().map(Cell::of).toList());
    row.add(Cell.of(totals.getConnections()));
    row.add(Cell.of(totals.getPackets()));
    row.add(Cell.of(totals.getBytes()));
    for (long number : more) {
      row.add(Cell.of(number));
    }
    return row;
  }

  private static <T> List<T> joined(List<T> first, List<T> more) {
    return Stream.concat(first.stream(), more.stream()).toList();
  }

  private static List<String> notes(Totals total, Completeness completeness) {
    String sums =
        String.format(
            Locale.ROOT,
            "In all: %,d connections, %,d packets, %,d bytes.",
            total.getConnections(),
            total.getPackets(),
            total.getBytes());
    return List.of(sums, coverage(completeness));
  }

  /** The state as a word, and by unit what is known to be lost. */
  private static String coverage(Completeness completeness) {
    StringBuilder said =
        new StringBuilder("Coverage: ")
            .append(EnumMessages.word(completeness.getState()).replace('_', ' '));
    new TreeMap<>(completeness.getLostMap())
        .forEach((unit, count) -> said.append(", %d %s lost".formatted(count, unit)));
    if (completeness.getRemovedConnections() > 0) {
      said.append(", %d connections removed".formatted(completeness.getRemovedConnections()));
    }
    return said.append('.').toString();
  }

  private static ReportAnswer of(
      Report report,
      Span span,
      List<String> columns,
      List<List<Cell>> rows,
      List<String> notes,
      Message answer) {
    return new ReportAnswer(report.title(), span, columns, rows, notes, json(answer));
  }

  private static String json(Message answer) {
    try {
      return JsonFormat.printer().print(answer) + "\n";
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an answer without Any can be printed", e);
    }
  }
}
