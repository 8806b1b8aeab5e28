package io.tapline.report.fwctl;

import com.google.protobuf.Timestamp;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.flowlog.v1.CompletenessState;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.report.log.ConnectionStream;
import io.tapline.rpc.Refusal;
import io.tapline.wire.protocol.IpProtocols;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A log that answers every question with all of its connections, or with a refusal. */
final class FakeLog implements ConnectionStream {
  static final Completeness COMPLETENESS =
      Completeness.newBuilder().setState(CompletenessState.COMPLETENESS_STATE_LOSSY).build();

  private final List<Connection> connections = new ArrayList<>();
  private volatile @Nullable StreamConnectionsRequest asked;
  private volatile @Nullable Refusal refusal;

  void add(long seconds, String client, String server, int port, String service) {
    connections.add(
        Connection.newBuilder()
            .setStartTime(Timestamp.newBuilder().setSeconds(seconds))
            .setProtocol(IpProtocols.TCP)
            .setClientAddress(client)
            .setClientPort(40_000)
            .setServerAddress(server)
            .setServerPort(port)
            .setService(service)
            .build());
  }

  void refuse(Refusal refusal) {
    this.refusal = refusal;
  }

  StreamConnectionsRequest asked() {
    return Objects.requireNonNull(asked);
  }

  @Override
  public Completeness stream(StreamConnectionsRequest request, Consumer<Connection> sink) {
    asked = request;
    Refusal refused = refusal;
    if (refused != null) {
      throw refused;
    }
    connections.forEach(sink);
    return COMPLETENESS;
  }
}
