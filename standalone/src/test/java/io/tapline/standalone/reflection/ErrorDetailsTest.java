package io.tapline.standalone.reflection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.rpc.ErrorDetailsProto;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.eventstore.v1.EventServiceGrpc;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.report.v1.ReportServiceGrpc;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorDetailsTest {
  private static Stream<ServiceDescriptor> services() {
    return Stream.of(
        SourceServiceGrpc.getServiceDescriptor(),
        ConnectionServiceGrpc.getServiceDescriptor(),
        ReportServiceGrpc.getServiceDescriptor(),
        EventServiceGrpc.getServiceDescriptor());
  }

  @ParameterizedTest
  @MethodSource("services")
  void a_service_that_runs_alone_explains_the_details_of_its_errors(ServiceDescriptor service) {
    var schema = (ProtoFileDescriptorSupplier) service.getSchemaDescriptor();
    assertThat(schema.getFileDescriptor().getDependencies())
        .extracting(FileDescriptor::getName)
        .contains(ErrorDetailsProto.getDescriptor().getName());
  }
}
