package io.tapline.standalone.running;

import io.grpc.ManagedChannel;
import io.tapline.capture.v1.ListSourcesRequest;
import io.tapline.capture.v1.ListSourcesResponse;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.flowlog.v1.ListLogSourcesRequest;
import io.tapline.flowlog.v1.ListLogSourcesResponse;
import io.tapline.flowlog.v1.LogServiceGrpc;
import io.tapline.flowlog.v1.LogSource;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.rpc.grpc.AllPages;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a running Tapline says of a source. */
final class LogQuestions implements AutoCloseable {
  private static final int MINUTES = 5;
  private static final int SECONDS = 10;

  private final ManagedChannel channel;

  LogQuestions(TaplineProcess tapline) {
    this.channel = tapline.connect();
  }

  /** The log's account of it; the default when it has none. */
  LogSource account(String source) {
    return AllPages.rows(
            LogServiceGrpc.newBlockingStub(channel).withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                ::listLogSources,
            ListLogSourcesRequest.getDefaultInstance(),
            ListLogSourcesResponse::getSourcesList)
        .stream()
        .filter(each -> each.getSource().equals("local/" + source))
        .findFirst()
        .orElse(LogSource.getDefaultInstance());
  }

  /** What the sensor counts of it. */
  Source captured(String source) {
    return AllPages.rows(
            SourceServiceGrpc.newBlockingStub(channel).withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                ::listSources,
            ListSourcesRequest.getDefaultInstance(),
            ListSourcesResponse::getSourcesList)
        .stream()
        .filter(each -> each.getName().equals(source))
        .findFirst()
        .orElseThrow();
  }

  /** Hands out its connections, open and closed. */
  void connections(String source, Consumer<Connection> each) {
    StreamConnectionsRequest request =
        StreamConnectionsRequest.newBuilder().setFilter("source = local/" + source).build();
    ConnectionServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(MINUTES, TimeUnit.MINUTES)
        .streamConnections(request)
        .forEachRemaining(answer -> answer.getConnectionsList().forEach(each));
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
