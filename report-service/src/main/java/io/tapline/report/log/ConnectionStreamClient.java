package io.tapline.report.log;

import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.ConnectionServiceGrpc.ConnectionServiceBlockingStub;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.flowlog.v1.StreamConnectionsResponse;
import io.tapline.report.Reason;
import io.tapline.report.UpstreamCall;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.function.Consumer;

/** The log over gRPC, whose flow control keeps a few messages ahead of the reader. */
@Singleton
public class ConnectionStreamClient implements ConnectionStream {
  private final ConnectionServiceBlockingStub connections;

  @Inject
  public ConnectionStreamClient(@GrpcClient("flowlog") ConnectionServiceBlockingStub connections) {
    this.connections = connections;
  }

  @Override
  public Completeness stream(StreamConnectionsRequest request, Consumer<Connection> sink) {
    CancellableContext call = Context.current().withCancellation();
    Context before = call.attach();
    try {
      return read(connections.streamConnections(request), sink);
    } catch (StatusRuntimeException e) {
      throw UpstreamCall.refusal(e, Reason.LOG_UNAVAILABLE);
    } finally {
      call.detach(before);
      call.cancel(null); // nothing when all was read
    }
  }

  @Override
  public AggregateConnectionsResponse aggregate(AggregateConnectionsRequest request) {
    try {
      return connections.aggregateConnections(request);
    } catch (StatusRuntimeException e) {
      throw UpstreamCall.refusal(e, Reason.LOG_UNAVAILABLE);
    }
  }

  private static Completeness read(
      Iterator<StreamConnectionsResponse> messages, Consumer<Connection> sink) {
    Completeness completeness = Completeness.getDefaultInstance();
    while (messages.hasNext()) {
      StreamConnectionsResponse message = messages.next();
      message.getConnectionsList().forEach(sink);
      completeness = message.getCompleteness();
    }
    return completeness;
  }
}
