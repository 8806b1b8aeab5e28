package io.tapline.report.log;

import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.ConnectionService;
import io.tapline.flowlog.v1.ListLogSourcesRequest;
import io.tapline.flowlog.v1.ListLogSourcesResponse;
import io.tapline.flowlog.v1.LogService;
import io.tapline.flowlog.v1.LogSource;
import io.tapline.flowlog.v1.PollChangesRequest;
import io.tapline.report.IntervalMessages;
import io.tapline.report.Reason;
import io.tapline.report.ReportConfig;
import io.tapline.report.UpstreamCall;
import io.tapline.rpc.grpc.AllPages;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** The log over gRPC; waits at most {@code tapline.report.timeout} for an answer. */
@Singleton
public class ConnectionLogClient implements ConnectionLog, LogProgress {
  private final ConnectionService connections;
  private final LogService log;
  private final ReportConfig config;

  @Inject
  public ConnectionLogClient(
      @GrpcClient("flowlog") ConnectionService connections,
      @GrpcClient("flowlog") LogService log,
      ReportConfig config) {
    this.connections = connections;
    this.log = log;
    this.config = config;
  }

  @Override
  public Aggregate aggregate(AggregateQuestion question) {
    AggregateConnectionsResponse answer =
        await(connections.aggregateConnections(LogMessages.request(question)));
    return LogMessages.aggregate(answer);
  }

  @Override
  public Changes changesSince(String token) {
    var answer = await(log.pollChanges(PollChangesRequest.newBuilder().setToken(token).build()));
    return new Changes(
        LogMessages.spans(answer.getIntervalsList()), answer.getNextToken(), answer.getIngesting());
  }

  @Override
  public List<OpenSource> openSources() {
    List<LogSource> sources =
        AllPages.rows(
            request -> await(log.listLogSources(request)),
            ListLogSourcesRequest.getDefaultInstance(),
            ListLogSourcesResponse::getSourcesList);
    return sources.stream()
        .filter(source -> !source.getFinished())
        .map(ConnectionLogClient::openSource)
        .toList();
  }

  private static OpenSource openSource(LogSource source) {
    boolean delivered = source.getSummary().hasLastFrameTime();
    return new OpenSource(
        source.getSource(),
        delivered ? IntervalMessages.instant(source.getSummary().getLastFrameTime()) : null);
  }

  private <T> T await(Uni<T> answer) {
    return UpstreamCall.await(answer, config.timeout(), Reason.LOG_UNAVAILABLE);
  }
}
