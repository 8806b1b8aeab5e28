package io.tapline.eventstore;

import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.eventstore.contract.EventServiceContract;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;

/** The service itself, over gRPC and a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EventServiceContractTest extends EventServiceContract {
  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventServiceBlockingStub events;

  @Override
  protected EventServiceBlockingStub events() {
    return events;
  }
}
