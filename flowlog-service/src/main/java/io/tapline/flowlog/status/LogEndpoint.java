package io.tapline.flowlog.status;

import static io.tapline.rpc.grpc.Timestamps.timestamp;

import com.google.protobuf.Duration;
import com.google.type.Interval;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.IngestLoad;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.SummaryMessages;
import io.tapline.flowlog.retention.RetentionPolicy;
import io.tapline.flowlog.retention.RetentionReader;
import io.tapline.flowlog.status.ChangeHistory.Changes;
import io.tapline.flowlog.status.ChangeHistory.Touched;
import io.tapline.flowlog.status.LogReader.LogSize;
import io.tapline.flowlog.status.LogReader.SourceStatus;
import io.tapline.flowlog.v1.GetLogStatusRequest;
import io.tapline.flowlog.v1.ListLogSourcesRequest;
import io.tapline.flowlog.v1.ListLogSourcesResponse;
import io.tapline.flowlog.v1.LogService;
import io.tapline.flowlog.v1.LogSource;
import io.tapline.flowlog.v1.LogStatus;
import io.tapline.flowlog.v1.PollChangesRequest;
import io.tapline.flowlog.v1.PollChangesResponse;
import io.tapline.flowlog.v1.RetentionStatus;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.grpc.Statuses;
import java.util.function.Supplier;

/** The state of the log over gRPC. */
@GrpcService
@Blocking
public class LogEndpoint implements LogService {
  private static final NamedPages<SourceStatus> SOURCE_PAGES =
      new NamedPages<>("log sources", SourceStatus::name, Reason.PAGES);

  private final LogReader reader;
  private final ChangeHistory history;
  private final RetentionReader retention;
  private final IngestLoad load;

  public LogEndpoint(
      LogReader reader, ChangeHistory history, RetentionReader retention, IngestLoad load) {
    this.reader = reader;
    this.history = history;
    this.retention = retention;
    this.load = load;
  }

  @Override
  public Uni<ListLogSourcesResponse> listLogSources(ListLogSourcesRequest request) {
    return answer(
        () -> {
          NamedPages.Page<SourceStatus> page =
              SOURCE_PAGES.page(
                  reader.sources().stream(), request.getPageSize(), request.getPageToken());
          return ListLogSourcesResponse.newBuilder()
              .addAllSources(page.entries().stream().map(LogEndpoint::source).toList())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  private static LogSource source(SourceStatus status) {
    LogSource.Builder source =
        LogSource.newBuilder()
            .setSourceId(status.id())
            .setSource(status.name())
            .setNextPosition(status.nextPosition())
            .setFinished(status.finished())
            .setSummary(SummaryMessages.summary(status.account(), status.lost()))
            .setOpenConnections(status.account().openConnections())
            .setCreateTime(timestamp(status.created()));
    if (status.checkpoint() != null) {
      source.setCheckpointTime(timestamp(status.checkpoint()));
    }
    return source.build();
  }

  @Override
  public Uni<PollChangesResponse> pollChanges(PollChangesRequest request) {
    return answer(
        () -> {
          Changes changes = history.since(ChangeToken.parse(request.getToken()));
          return PollChangesResponse.newBuilder()
              .addAllIntervals(changes.intervals().stream().map(LogEndpoint::interval).toList())
              .setNextToken(ChangeToken.of(changes.sequence()))
              .setIngesting(load.isBusy())
              .build();
        });
  }

  private static Interval interval(Touched touched) {
    return Interval.newBuilder()
        .setStartTime(timestamp(touched.startNanos()))
        .setEndTime(timestamp(touched.endNanos()))
        .build();
  }

  @Override
  public Uni<LogStatus> getLogStatus(GetLogStatusRequest request) {
    return answer(() -> status(reader.size()).setRetention(retention(retention.status())).build());
  }

  private static LogStatus.Builder status(LogSize size) {
    LogStatus.Builder status =
        LogStatus.newBuilder()
            .setConnections(size.closedConnections() + size.openConnections())
            .setOpenConnections(size.openConnections())
            .setSegments(size.segments())
            .setStoredBytes(size.storedBytes());
    if (size.firstStartNanos() != null && size.lastEndNanos() != null) {
      status
          .setFirstStartTime(timestamp(size.firstStartNanos()))
          .setLastEndTime(timestamp(size.lastEndNanos()));
    }
    return status;
  }

  private static RetentionStatus retention(RetentionReader.Status status) {
    RetentionPolicy policy = status.policy();
    RetentionStatus.Builder message =
        RetentionStatus.newBuilder()
            .setLimitBytes(policy.limitBytes())
            .setRemovedConnections(status.left().connections());
    if (policy.age().isPositive()) {
      message.setAge(Duration.newBuilder().setSeconds(policy.age().toSeconds()));
    }
    if (status.left().lastStartNanos() != null && status.left().lastDrop() != null) {
      message
          .setLastRemovedStartTime(timestamp(status.left().lastStartNanos()))
          .setLastRemovalTime(timestamp(status.left().lastDrop()));
    }
    status
        .space()
        .ifPresent(
            space ->
                message
                    .setReserveBytes(policy.reserve().bytes(space.totalBytes()))
                    .setFreeBytes(space.freeBytes()));
    return message.build();
  }

  private static <T> Uni<T> answer(Supplier<T> work) {
    try {
      return Uni.createFrom().item(work.get());
    } catch (RuntimeException e) {
      return Uni.createFrom().failure(Statuses.of(e, Reason.INTERNAL));
    }
  }
}
