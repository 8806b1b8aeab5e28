package io.tapline.standalone.handover;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.tapline.capture.contract.IngestLinkContract;
import io.tapline.capture.deliver.IngestLink;
import io.tapline.capture.deliver.IngestLinkClient;
import io.tapline.flowlog.ingest.IngestEndpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The way to the connection log between processes. */
class GrpcIngestLinkTest extends IngestLinkContract {
  private static final int MAX_MESSAGE_BYTES = 8 << 20;
  @TempDir static Path logDirectory;
  private static RealLog log;
  private static Server server;
  private static ManagedChannel channel;

  @BeforeAll
  static void openLog() throws Exception {
    log = new RealLog(logDirectory);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new IngestEndpoint(log.workers()))
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  @AfterAll
  static void closeLog() throws Exception {
    channel.shutdownNow();
    server.shutdownNow();
    log.close();
  }

  @Override
  protected IngestLink link() {
    return new IngestLinkClient(channel);
  }

  @Override
  protected void hold() {
    log.hold();
  }

  @Override
  protected void goOn() {
    log.goOn();
  }
}
