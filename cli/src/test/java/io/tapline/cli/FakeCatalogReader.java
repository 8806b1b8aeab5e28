package io.tapline.cli;

import static io.tapline.cli.Answers.answer;

import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import io.tapline.flowlog.v1.CatalogServiceGrpc;
import io.tapline.flowlog.v1.Commit;
import io.tapline.flowlog.v1.GetProtocolRequest;
import io.tapline.flowlog.v1.ListCatalogServicesRequest;
import io.tapline.flowlog.v1.ListCatalogServicesResponse;
import io.tapline.flowlog.v1.ListCommitsRequest;
import io.tapline.flowlog.v1.ListCommitsResponse;
import io.tapline.flowlog.v1.ListNetObjectsRequest;
import io.tapline.flowlog.v1.ListNetObjectsResponse;
import io.tapline.flowlog.v1.ListProtocolsRequest;
import io.tapline.flowlog.v1.ListProtocolsResponse;
import io.tapline.flowlog.v1.NetObjectChange;
import io.tapline.flowlog.v1.Protocol;
import io.tapline.flowlog.v1.ServiceEntry;

/** The reader's side of a catalog, with a little of everything. */
final class FakeCatalogReader extends CatalogServiceGrpc.CatalogServiceImplBase {
  private final FakeCatalog catalog;
  ListNetObjectsRequest objectsWanted = ListNetObjectsRequest.getDefaultInstance();
  GetProtocolRequest protocolWanted = GetProtocolRequest.getDefaultInstance();
  int commitsWanted;

  FakeCatalogReader(FakeCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void listNetObjects(
      ListNetObjectsRequest request, StreamObserver<ListNetObjectsResponse> answers) {
    objectsWanted = request;
    answer(answers, ListNetObjectsResponse.newBuilder().addAllNetObjects(catalog.objects).build());
  }

  @Override
  public void listCatalogServices(
      ListCatalogServicesRequest request, StreamObserver<ListCatalogServicesResponse> answers) {
    ServiceEntry mdns =
        ServiceEntry.newBuilder()
            .setName("mdns")
            .setBaseService("dns")
            .addPayloadProtocols("tcp")
            .addPayloadProtocols("udp")
            .addPorts("5353/udp")
            .addProperties("hostname")
            .build();
    answer(answers, ListCatalogServicesResponse.newBuilder().addServices(mdns).build());
  }

  @Override
  public void listProtocols(
      ListProtocolsRequest request, StreamObserver<ListProtocolsResponse> answers) {
    answer(answers, ListProtocolsResponse.newBuilder().addProtocols(tcp()).build());
  }

  @Override
  public void getProtocol(GetProtocolRequest request, StreamObserver<Protocol> answers) {
    protocolWanted = request;
    answer(answers, tcp());
  }

  private static Protocol tcp() {
    return Protocol.newBuilder().setNumber(6).setName("tcp").build();
  }

  @Override
  public void listCommits(ListCommitsRequest request, StreamObserver<ListCommitsResponse> answers) {
    commitsWanted = request.getPageSize();
    Commit commit =
        Commit.newBuilder()
            .setCommitId(7)
            .setCommitTime(Timestamp.newBuilder().setSeconds(1_772_323_200L))
            .setMessage("moved")
            .setChangeCount(3)
            .addChanges(change("/NetObjects/A", NetObjectChange.Kind.KIND_ADDED))
            .addChanges(change("/NetObjects/B", NetObjectChange.Kind.KIND_CHANGED))
            .addChanges(change("/NetObjects/C", NetObjectChange.Kind.KIND_REMOVED))
            .build();
    answer(answers, ListCommitsResponse.newBuilder().addCommits(commit).build());
  }

  private static NetObjectChange change(String name, NetObjectChange.Kind kind) {
    return NetObjectChange.newBuilder().setName(name).setKind(kind).build();
  }
}
