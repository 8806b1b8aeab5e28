package io.tapline.flowlog;

import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tapline.flowlog.v1.GetLogStatusRequest;
import io.tapline.flowlog.v1.LogServiceGrpc;
import io.tapline.service.contract.TokensRequired;
import jakarta.inject.Inject;

@QuarkusTest
@TestProfile(TokensRequired.Profile.class)
@QuarkusTestResource(PostgresResource.class)
class TokensRequiredTest extends TokensRequired {
  @Inject
  @GrpcClient("self")
  Channel channel;

  @Override
  protected void call() {
    var _ =
        LogServiceGrpc.newBlockingStub(channel)
            .getLogStatus(GetLogStatusRequest.getDefaultInstance());
  }
}
