package io.tapline.standalone.reflection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.tapline.standalone.browser.SampleUpload;
import io.tapline.standalone.running.TaplineProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tapline as a stranger with grpcurl or buf meets it. */
class ReflectionClientIT {
  private static final String SEARCH = "tapline.flowlog.v1.ConnectionService/SearchConnections";

  @TempDir static Path directory;
  private static TaplineProcess tapline;
  private static ManagedChannel channel;
  private static ReflectionClient client;

  @BeforeAll
  static void start() throws Exception {
    tapline = TaplineProcess.start(directory.resolve("data"));
    channel = tapline.connect();
    client = new ReflectionClient(channel);
    assertThat(SampleUpload.run(channel).getIngest().getConnections()).isPositive();
  }

  @AfterAll
  static void stop() {
    if (tapline != null) {
      channel.shutdownNow();
      tapline.close();
    }
  }

  @Test
  void every_service_is_listed() throws Exception {
    assertThat(client.services())
        .contains(
            "tapline.capture.v1.ImportService",
            "tapline.capture.v1.SourceService",
            "tapline.flowlog.v1.ConnectionService",
            "tapline.report.v1.ReportService",
            "tapline.eventstore.v1.EventService",
            "grpc.health.v1.Health");
  }

  @Test
  void a_search_by_descriptors_alone_finds_what_the_filter_asks_for() throws Exception {
    DynamicMessage answer = search("service = dns");
    List<DynamicMessage> rows = rows(answer);
    assertThat(rows).isNotEmpty().allMatch(row -> "dns".equals(field(row, "service")));
    assertThat(rows).allMatch(row -> ((Long) field(row, "client_packets")) > 0);
    assertThat(rows).extracting(row -> field(row, "id")).doesNotHaveDuplicates();
  }

  @Test
  void a_wrong_filter_is_told_with_reason_domain_and_position() {
    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> search("service => dns"));
    assertThat(refused.getStatus().getCode().name()).isEqualTo("INVALID_ARGUMENT");
    ErrorInfo info = errorInfo(refused);
    assertThat(info.getReason()).isEqualTo("INVALID_FILTER");
    assertThat(info.getDomain()).isEqualTo("flowlog.tapline");
    assertThat(info.getMetadataMap()).containsEntry("position", "10");
  }

  @Test
  void the_details_of_a_refusal_are_printed_by_descriptors_alone() throws Exception {
    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> search("service => dns"));
    List<Any> details = StatusProto.fromThrowable(refused).getDetailsList();
    assertThat(details).hasSize(2);
    assertThat(client.unpack(details.get(0)).toString())
        .contains("reason: \"INVALID_FILTER\"", "domain: \"flowlog.tapline\"");
    assertThat(client.unpack(details.get(1)).toString()).contains("field: \"filter\"");
  }

  private static DynamicMessage search(String filter) throws Exception {
    MethodDescriptor method = client.method(SEARCH);
    DynamicMessage request =
        DynamicMessage.newBuilder(method.getInputType())
            .setField(method.getInputType().findFieldByName("filter"), filter)
            .setField(method.getInputType().findFieldByName("page_size"), 20)
            .build();
    return client.call(method, request);
  }

  @SuppressWarnings("unchecked") // a repeated message field of a dynamic message is a list of these
  private static List<DynamicMessage> rows(DynamicMessage answer) {
    return (List<DynamicMessage>) field(answer, "connections");
  }

  private static Object field(Message message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  private static ErrorInfo errorInfo(StatusRuntimeException refused) {
    List<Any> details = StatusProto.fromThrowable(refused).getDetailsList();
    return details.stream()
        .filter(detail -> detail.is(ErrorInfo.class))
        .map(ReflectionClientIT::unpack)
        .findFirst()
        .orElseThrow();
  }

  private static ErrorInfo unpack(Any detail) {
    try {
      return detail.unpack(ErrorInfo.class);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
