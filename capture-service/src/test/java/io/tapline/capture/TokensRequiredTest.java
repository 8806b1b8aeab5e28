package io.tapline.capture;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tapline.capture.v1.ListSourcesRequest;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.service.contract.TokensRequired;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@QuarkusTest
@TestProfile(TokensRequired.Profile.class)
@QuarkusTestResource(FakeLogResource.class)
class TokensRequiredTest extends TokensRequired {
  @ConfigProperty(name = "quarkus.grpc.server.test-port")
  int port;

  @Override
  protected void call() {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      var _ =
          SourceServiceGrpc.newBlockingStub(channel)
              .listSources(ListSourcesRequest.getDefaultInstance());
    } finally {
      channel.shutdownNow();
    }
  }
}
