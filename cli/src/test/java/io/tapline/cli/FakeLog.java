package io.tapline.cli;

import static io.tapline.cli.Answers.answer;

import com.google.protobuf.Any;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.flowlog.v1.ConnState;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.ConnectionServiceGrpc;
import io.tapline.flowlog.v1.CountConnectionsRequest;
import io.tapline.flowlog.v1.CountConnectionsResponse;
import io.tapline.flowlog.v1.Exported;
import io.tapline.flowlog.v1.FilterField;
import io.tapline.flowlog.v1.Firewall;
import io.tapline.flowlog.v1.ListFieldsRequest;
import io.tapline.flowlog.v1.ListFieldsResponse;
import io.tapline.flowlog.v1.ListServicesRequest;
import io.tapline.flowlog.v1.ListServicesResponse;
import io.tapline.flowlog.v1.Nat;
import io.tapline.flowlog.v1.SearchConnectionsRequest;
import io.tapline.flowlog.v1.SearchConnectionsResponse;
import io.tapline.flowlog.v1.ServiceTotal;
import java.util.ArrayList;
import java.util.List;

/** A connection log with two connections, which remembers what it was asked. */
public final class FakeLog extends ConnectionServiceGrpc.ConnectionServiceImplBase {
  static final Connection TLS =
      Connection.newBuilder()
          .setId("1-0")
          .setSource("local/demo")
          .setStartTime(Timestamp.newBuilder().setSeconds(1_772_359_200).setNanos(1_000))
          .setEndTime(Timestamp.newBuilder().setSeconds(1_772_359_201).setNanos(501_000))
          .setProtocol(6)
          .setClientAddress("2001:db8:1111:2222:3333:4444:5555:6666")
          .setClientPort(50_000)
          .setServerAddress("2001:db8::1")
          .setServerPort(443)
          .setClientPackets(3)
          .setClientBytes(1_234_567)
          .setServerPackets(4)
          .setServerBytes(999)
          .setService("tls")
          .setHostname("a \"quoted\", name")
          .setConnState(ConnState.CONN_STATE_SF)
          .build();

  /** The same as an exporter and a firewall would tell of it. */
  static final Connection EXPORTED =
      TLS.toBuilder()
          .setExported(
              Exported.newBuilder()
                  .setExporterAddress("192.0.2.1")
                  .setFlowRecords(2)
                  .setSamplingInterval(100)
                  .setInputInterface(4_294_967_295L)
                  .setClientTos(0))
          .setNat(Nat.newBuilder().setClientAddress("198.51.100.7").setClientPort(4000))
          .setFirewall(Firewall.newBuilder().setAction("drop"))
          .build();

  final List<SearchConnectionsRequest> searches = new ArrayList<>();
  Completeness completeness = Completeness.getDefaultInstance();
  final List<AggregateConnectionsRequest> aggregates = new ArrayList<>();

  @Override
  public void aggregateConnections(
      AggregateConnectionsRequest request, StreamObserver<AggregateConnectionsResponse> answers) {
    aggregates.add(request);
    answer(answers, AggregateConnectionsResponse.getDefaultInstance());
  }

  @Override
  public void listFields(ListFieldsRequest request, StreamObserver<ListFieldsResponse> answers) {
    ListFieldsResponse.Builder page = ListFieldsResponse.newBuilder();
    if (request.getPageToken().isEmpty()) {
      page.addFields(FilterField.newBuilder().setName("bytes").setOrdered(true))
          .setNextPageToken("behind bytes");
    } else {
      page.addFields(FilterField.newBuilder().setName("open").addValues("true").addValues("false"));
    }
    answer(answers, page.build());
  }

  @Override
  public void searchConnections(
      SearchConnectionsRequest request, StreamObserver<SearchConnectionsResponse> answers) {
    searches.add(request);
    if (request.getFilter().contains("nonsense")) {
      answers.onError(StatusProto.toStatusRuntimeException(refusal()));
      return;
    }
    SearchConnectionsResponse.Builder response =
        SearchConnectionsResponse.newBuilder().setCompleteness(completeness);
    if (request.getFilter().contains("exported")) {
      response.addConnections(EXPORTED);
    } else if (!request.getFilter().contains("ssh")) {
      response.addConnections(TLS);
    }
    answer(answers, response.build());
  }

  @Override
  public void countConnections(
      CountConnectionsRequest request, StreamObserver<CountConnectionsResponse> answers) {
    answer(
        answers,
        CountConnectionsResponse.newBuilder()
            .setConnections(2)
            .setPackets(7)
            .setBytes(1500)
            .build());
  }

  @Override
  public void listServices(
      ListServicesRequest request, StreamObserver<ListServicesResponse> answers) {
    answer(
        answers,
        ListServicesResponse.newBuilder()
            .addServices(ServiceTotal.newBuilder().setService("dns").setConnections(12_345))
            .addServices(ServiceTotal.newBuilder().setService("tls").setConnections(1))
            .build());
  }

  /** Says what is wrong with the filter twice. */
  private static Status refusal() {
    Any violation =
        Any.pack(
            BadRequest.newBuilder()
                .addFieldViolations(
                    BadRequest.FieldViolation.newBuilder()
                        .setField("filter")
                        .setDescription("there is no field 'nonsense'"))
                .build());
    return Status.newBuilder()
        .setCode(Code.INVALID_ARGUMENT_VALUE)
        .setMessage("there is no field 'nonsense'")
        .addDetails(
            Any.pack(
                ErrorInfo.newBuilder()
                    .setReason("UNKNOWN_FIELD")
                    .setDomain("flowlog.tapline")
                    .putMetadata("position", "15")
                    .build()))
        .addDetails(violation)
        .addDetails(violation)
        .build();
  }
}
