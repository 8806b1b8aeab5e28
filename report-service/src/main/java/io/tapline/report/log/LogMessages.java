package io.tapline.report.log;

import com.google.type.Interval;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.AggregateRow;
import io.tapline.flowlog.v1.CompletenessState;
import io.tapline.flowlog.v1.FilterRemark;
import io.tapline.flowlog.v1.FilterRemarkReason;
import io.tapline.flowlog.v1.IntervalMatch;
import io.tapline.flowlog.v1.MeasureKind;
import io.tapline.flowlog.v1.OfEach;
import io.tapline.report.EnumMessages;
import io.tapline.report.IntervalMessages;
import io.tapline.rpc.grpc.Timestamps;
import io.tapline.type.v1.LossHop;
import io.tapline.type.v1.LossUnit;
import java.util.List;

/** Questions and answers of the log: values on this side, messages on the other. */
public final class LogMessages {
  private LogMessages() {}

  static AggregateConnectionsRequest request(AggregateQuestion question) {
    Scope scope = question.scope();
    AggregateConnectionsRequest.Builder request =
        AggregateConnectionsRequest.newBuilder()
            .setInterval(IntervalMessages.interval(scope.start(), scope.end()))
            .setIntervalMatch(match(scope))
            .setFilter(scope.filter())
            .addAllGroupBy(question.groupBy())
            .setOrderBy(name(question.measures().get(question.orderBy())))
            .setLimit(question.limit())
            .setOmitDistinctTotals(true)
            .setGivesWay(question.givesWay());
    question.measures().forEach(measure -> request.addMeasures(message(measure)));
    if (question.bucket() != null) {
      request.setBucket(Timestamps.duration(question.bucket()));
    }
    if (question.ofEach() != null) {
      request.setOfEach(message(question.ofEach()));
    }
    return request.build();
  }

  private static OfEach message(AggregateQuestion.OfEach ofEach) {
    return OfEach.newBuilder().setColumns(ofEach.columns()).setLimit(ofEach.limit()).build();
  }

  public static IntervalMatch match(Scope scope) {
    return scope.started()
        ? IntervalMatch.INTERVAL_MATCH_STARTED
        : IntervalMatch.INTERVAL_MATCH_ACTIVE;
  }

  private static io.tapline.flowlog.v1.Measure message(Measure measure) {
    return io.tapline.flowlog.v1.Measure.newBuilder()
        .setKind(kind(measure.kind()))
        .setColumn(measure.column())
        .build();
  }

  /** As the log names it. */
  private static String name(Measure measure) {
    String kind = EnumMessages.word(kind(measure.kind()));
    return measure.column().isEmpty() ? kind : kind + "_" + measure.column();
  }

  private static MeasureKind kind(Measure.Kind kind) {
    return switch (kind) {
      case CONNECTIONS -> MeasureKind.MEASURE_KIND_CONNECTIONS;
      case PACKETS -> MeasureKind.MEASURE_KIND_PACKETS;
      case BYTES -> MeasureKind.MEASURE_KIND_BYTES;
      case CLIENT_BYTES -> MeasureKind.MEASURE_KIND_CLIENT_BYTES;
      case SERVER_PACKETS -> MeasureKind.MEASURE_KIND_SERVER_PACKETS;
      case SERVER_BYTES -> MeasureKind.MEASURE_KIND_SERVER_BYTES;
      case DISTINCT -> MeasureKind.MEASURE_KIND_DISTINCT;
      case FIRST_START_NANOS -> MeasureKind.MEASURE_KIND_FIRST_START_NANOS;
      case LAST_END_NANOS -> MeasureKind.MEASURE_KIND_LAST_END_NANOS;
      case DURATION_NANOS -> MeasureKind.MEASURE_KIND_DURATION_NANOS;
    };
  }

  static Aggregate aggregate(AggregateConnectionsResponse answer) {
    return new Aggregate(
        answer.getRowsList().stream().map(LogMessages::row).toList(),
        row(answer.getTotal()),
        answer.getGroups(),
        completeness(answer.getCompleteness()));
  }

  private static Aggregate.Row row(AggregateRow row) {
    return new Aggregate.Row(
        row.hasBucketStartTime() ? IntervalMessages.instant(row.getBucketStartTime()) : null,
        List.copyOf(row.getKeysList()),
        List.copyOf(row.getValuesList()));
  }

  static List<Span> spans(List<Interval> intervals) {
    return intervals.stream().filter(LogMessages::isSpan).map(LogMessages::span).toList();
  }

  private static boolean isSpan(Interval interval) {
    return interval.hasStartTime()
        && interval.hasEndTime()
        && IntervalMessages.instant(interval.getStartTime())
            .isBefore(IntervalMessages.instant(interval.getEndTime()));
  }

  private static Span span(Interval interval) {
    return new Span(
        IntervalMessages.instant(interval.getStartTime()),
        IntervalMessages.instant(interval.getEndTime()));
  }

  /** What a message says is missing. */
  public static Completeness completeness(io.tapline.flowlog.v1.Completeness message) {
    return new Completeness(
        message.getLossesList().stream().map(LogMessages::loss).toList(),
        message.getLostMap(),
        message.hasAsOfTime() ? IntervalMessages.instant(message.getAsOfTime()) : null,
        message.getSegments(),
        message.getScannedSegments(),
        message.hasKeptSinceTime() ? IntervalMessages.instant(message.getKeptSinceTime()) : null,
        message.getRemovedConnections(),
        state(message),
        message.getUncoveredList().stream().map(LogMessages::gap).toList(),
        message.getFilterRemarksList().stream().map(LogMessages::remark).toList());
  }

  private static Completeness.FilterRemark remark(FilterRemark remark) {
    return new Completeness.FilterRemark(
        EnumMessages.word(remark.getReason()), remark.getDescription());
  }

  private static Completeness.State state(io.tapline.flowlog.v1.Completeness message) {
    return switch (message.getState()) {
      case COMPLETENESS_STATE_COMPLETE -> Completeness.State.COMPLETE;
      case COMPLETENESS_STATE_NOT_COVERED -> Completeness.State.NOT_COVERED;
      case COMPLETENESS_STATE_LOSSY, COMPLETENESS_STATE_UNSPECIFIED, UNRECOGNIZED ->
          Completeness.State.LOSSY; // what is not said to be complete is not
    };
  }

  private static Completeness.Gap gap(Interval gap) {
    return new Completeness.Gap(
        gap.hasStartTime() ? IntervalMessages.instant(gap.getStartTime()) : null,
        gap.hasEndTime() ? IntervalMessages.instant(gap.getEndTime()) : null);
  }

  private static Completeness.Loss loss(io.tapline.type.v1.Loss loss) {
    return new Completeness.Loss(
        loss.getSource(),
        EnumMessages.word(loss.getHop()).replaceFirst("_", "."),
        loss.getCount(),
        EnumMessages.word(loss.getUnit()),
        loss.hasStartTime() ? IntervalMessages.instant(loss.getStartTime()) : null,
        loss.hasEndTime() ? IntervalMessages.instant(loss.getEndTime()) : null,
        loss.getDescription());
  }

  /** The same as a message, to be passed on. */
  public static io.tapline.flowlog.v1.Completeness message(Completeness completeness) {
    io.tapline.flowlog.v1.Completeness.Builder message =
        io.tapline.flowlog.v1.Completeness.newBuilder()
            .setLostFrames(completeness.lost().getOrDefault("frames", 0L))
            .putAllLost(completeness.lost())
            .setSegments(completeness.segments())
            .setScannedSegments(completeness.scannedSegments())
            .setRemovedConnections(completeness.removedConnections())
            .setState(
                EnumMessages.value(
                    CompletenessState.COMPLETENESS_STATE_UNSPECIFIED, completeness.state().name()));
    completeness
        .uncovered()
        .forEach(gap -> message.addUncovered(IntervalMessages.interval(gap.start(), gap.end())));
    completeness.filterRemarks().forEach(remark -> message.addFilterRemarks(message(remark)));
    completeness.losses().forEach(loss -> message.addLosses(message(loss)));
    if (completeness.asOf() != null) {
      message.setAsOfTime(Timestamps.timestamp(completeness.asOf()));
    }
    if (completeness.keptSince() != null) {
      message.setKeptSinceTime(Timestamps.timestamp(completeness.keptSince()));
    }
    return message.build();
  }

  private static FilterRemark message(Completeness.FilterRemark remark) {
    return FilterRemark.newBuilder()
        .setReason(
            EnumMessages.value(
                FilterRemarkReason.FILTER_REMARK_REASON_UNSPECIFIED, remark.reason()))
        .setDescription(remark.description())
        .build();
  }

  private static io.tapline.type.v1.Loss message(Completeness.Loss loss) {
    io.tapline.type.v1.Loss.Builder message =
        io.tapline.type.v1.Loss.newBuilder()
            .setSource(loss.source())
            .setHop(EnumMessages.value(LossHop.LOSS_HOP_UNSPECIFIED, loss.hop().replace('.', '_')))
            .setCount(loss.count())
            .setUnit(EnumMessages.value(LossUnit.LOSS_UNIT_UNSPECIFIED, loss.unit()))
            .setDescription(loss.description());
    if (loss.start() != null) {
      message.setStartTime(Timestamps.timestamp(loss.start()));
    }
    if (loss.end() != null) {
      message.setEndTime(Timestamps.timestamp(loss.end()));
    }
    return message.build();
  }
}
