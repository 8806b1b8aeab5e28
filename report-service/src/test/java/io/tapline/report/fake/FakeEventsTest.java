package io.tapline.report.fake;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.tapline.eventstore.contract.EventServiceContract;
import io.tapline.eventstore.v1.EventServiceGrpc;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The event store that the other tests report to. */
class FakeEventsTest extends EventServiceContract {
  private FakeServices services;
  private ManagedChannel channel;

  @BeforeEach
  void open() throws IOException {
    services = new FakeServices(new FakeLog());
    channel = NettyChannelBuilder.forAddress("127.0.0.1", services.port()).usePlaintext().build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    services.close();
  }

  @Override
  protected EventServiceBlockingStub events() {
    return EventServiceGrpc.newBlockingStub(channel);
  }
}
