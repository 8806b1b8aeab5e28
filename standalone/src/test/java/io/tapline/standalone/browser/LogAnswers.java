package io.tapline.standalone.browser;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.grpc.Channel;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.AggregateRow;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.flowlog.v1.CountConnectionsRequest;
import io.tapline.flowlog.v1.CountConnectionsResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The same questions that the console asks, over gRPC. */
final class LogAnswers {
  private final ConnectionServiceGrpc.ConnectionServiceBlockingStub log;

  LogAnswers(Channel channel) {
    log = ConnectionServiceGrpc.newBlockingStub(channel);
  }

  CountConnectionsResponse count(String filter) {
    return log.countConnections(CountConnectionsRequest.newBuilder().setFilter(filter).build());
  }

  CountConnectionsResponse count(Instant from, Instant to) {
    Interval interval =
        Interval.newBuilder().setStartTime(timestamp(from)).setEndTime(timestamp(to)).build();
    return log.countConnections(CountConnectionsRequest.newBuilder().setInterval(interval).build());
  }

  /** Connections of each value of a column, largest by bytes first. */
  Map<String, Long> connectionsBy(String column) {
    AggregateConnectionsResponse answer =
        log.aggregateConnections(
            AggregateConnectionsRequest.newBuilder().addGroupBy(column).setLimit(100).build());
    Map<String, Long> connections = new LinkedHashMap<>();
    for (AggregateRow row : answer.getRowsList()) {
      connections.put(row.getKeys(0), row.getValues(0));
    }
    return connections;
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
