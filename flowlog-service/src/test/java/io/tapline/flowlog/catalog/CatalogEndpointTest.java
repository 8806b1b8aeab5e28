package io.tapline.flowlog.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.mutiny.Uni;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.flowlog.v1.BeginTransactionRequest;
import io.tapline.flowlog.v1.Commit;
import io.tapline.flowlog.v1.CommitTransactionRequest;
import io.tapline.flowlog.v1.CommitTransactionResponse;
import io.tapline.flowlog.v1.DeleteNetObjectRequest;
import io.tapline.flowlog.v1.GetNetObjectRequest;
import io.tapline.flowlog.v1.GetProtocolRequest;
import io.tapline.flowlog.v1.ListCatalogServicesRequest;
import io.tapline.flowlog.v1.ListCommitsRequest;
import io.tapline.flowlog.v1.ListNetObjectsRequest;
import io.tapline.flowlog.v1.ListProtocolsRequest;
import io.tapline.flowlog.v1.NetObject;
import io.tapline.flowlog.v1.NetObjectChange;
import io.tapline.flowlog.v1.PingRequest;
import io.tapline.flowlog.v1.Protocol;
import io.tapline.flowlog.v1.PutNetObjectRequest;
import io.tapline.flowlog.v1.RollbackTransactionRequest;
import io.tapline.flowlog.v1.ServiceEntry;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.testing.ListContract;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CatalogEndpointTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  private final CatalogFixture catalog = new CatalogFixture(database);
  private final CatalogEndpoint reading = new CatalogEndpoint(catalog.reader, catalog.edits);
  private final CatalogEditEndpoint editing =
      new CatalogEditEndpoint(catalog.reader, catalog.edits);

  private static <T> T answer(Uni<T> call) {
    return call.await().atMost(Duration.ofSeconds(20));
  }

  private static void assertRefused(Reason reason, Supplier<Uni<?>> call) {
    Throwable refusal = catchThrowable(() -> answer(call.get()));
    assertThat(Statuses.refusal(refusal).reason().name()).isEqualTo(reason.name());
  }

  private String begin() {
    return answer(editing.beginTransaction(BeginTransactionRequest.getDefaultInstance()))
        .getTransactionId();
  }

  private static PutNetObjectRequest put(String transaction, String name, String... prefixes) {
    NetObject.Builder object = NetObject.newBuilder().setName(name);
    for (String prefix : prefixes) {
      object.addPrefixes(prefix);
    }
    return PutNetObjectRequest.newBuilder()
        .setTransactionId(transaction)
        .setNetObject(object)
        .build();
  }

  private CommitTransactionResponse commit(String transaction) {
    return answer(
        editing.commitTransaction(
            CommitTransactionRequest.newBuilder()
                .setTransactionId(transaction)
                .setMessage("why")
                .build()));
  }

  @Test
  void an_object_goes_through_a_transaction_and_is_listed() {
    String transaction = begin();
    NetObject put =
        answer(editing.putNetObject(put(transaction, "/NetObjects/A", "10.1.2.3/8", "10.0.0.1")));
    assertThat(put.getPrefixesList()).containsExactly("10.0.0.0/8");
    Commit commit = commit(transaction).getCommit();
    assertThat(commit.getCommitId()).isEqualTo(1);
    assertThat(commit.getMessage()).isEqualTo("why");
    assertThat(commit.getChangesList())
        .containsExactly(
            NetObjectChange.newBuilder()
                .setName("/NetObjects/A")
                .setKind(NetObjectChange.Kind.KIND_ADDED)
                .build());
    NetObject committed = put.toBuilder().setCommitId(1).build();
    assertThat(
            answer(
                reading.getNetObject(
                    GetNetObjectRequest.newBuilder().setName("/NetObjects/A").build())))
        .isEqualTo(committed);
    assertThat(
            answer(reading.listNetObjects(ListNetObjectsRequest.getDefaultInstance()))
                .getNetObjectsList())
        .containsExactly(committed);
  }

  @Test
  void an_object_that_is_removed_is_found_no_more() {
    long _ = catalog.commit("/NetObjects/A", "10.0.0.0/8");
    String transaction = begin();
    var _ =
        answer(
            editing.deleteNetObject(
                DeleteNetObjectRequest.newBuilder()
                    .setTransactionId(transaction)
                    .setName("/NetObjects/A")
                    .build()));
    assertThat(commit(transaction).getCommit().getChanges(0).getKind())
        .isEqualTo(NetObjectChange.Kind.KIND_REMOVED);
    assertRefused(
        Reason.NET_OBJECT_NOT_FOUND,
        () ->
            reading.getNetObject(
                GetNetObjectRequest.newBuilder().setName("/NetObjects/A").build()));
  }

  @Test
  void a_rollback_and_an_empty_transaction_leave_no_commit() {
    String transaction = begin();
    var _ = answer(editing.putNetObject(put(transaction, "/NetObjects/A")));
    var _ =
        answer(
            editing.rollbackTransaction(
                RollbackTransactionRequest.newBuilder().setTransactionId(transaction).build()));
    assertThat(commit(begin()).hasCommit()).isFalse();
    assertThat(
            answer(reading.listCommits(ListCommitsRequest.getDefaultInstance())).getCommitsList())
        .isEmpty();
  }

  @Test
  void names_and_prefixes_that_are_none_are_refused() {
    String transaction = begin();
    assertRefused(
        Reason.INVALID_NET_OBJECT, () -> editing.putNetObject(put(transaction, "Office")));
    assertRefused(
        Reason.INVALID_NET_OBJECT,
        () -> editing.putNetObject(put(transaction, "/NetObjects/A", "10.0.0.0/33")));
  }

  @Test
  void hidden_objects_are_listed_where_asked_for_and_paths_name_a_part() {
    String transaction = catalog.begin();
    catalog.put(transaction, "/NetObjects/A");
    catalog.put(transaction, "/NetObjects/A/B");
    catalog.put(transaction, "/NetObjects/AB");
    catalog.hide(transaction, "/NetObjects/A/C");
    assertThat(catalog.edits.commit(transaction, "some")).isPresent();
    ListNetObjectsRequest under =
        ListNetObjectsRequest.newBuilder().setUnder("/NetObjects/A").build();
    assertThat(answer(reading.listNetObjects(under)).getNetObjectsList())
        .extracting(NetObject::getName)
        .containsExactly("/NetObjects/A", "/NetObjects/A/B");
    assertThat(
            answer(reading.listNetObjects(under.toBuilder().setIncludeHidden(true).build()))
                .getNetObjectsList())
        .extracting(NetObject::getName)
        .containsExactly("/NetObjects/A", "/NetObjects/A/B", "/NetObjects/A/C");
  }

  @Test
  void every_list_has_pages() {
    long _ = catalog.commit("/NetObjects/A");
    long _ = catalog.commit("/NetObjects/B");
    long _ = catalog.commit("/NetObjects/C");
    ListContract.check(
        request -> answer(reading.listNetObjects(request)),
        ListNetObjectsRequest.getDefaultInstance());
    ListContract.check(
        request -> answer(reading.listCommits(request)), ListCommitsRequest.getDefaultInstance());
    ListContract.check(
        request -> answer(reading.listProtocols(request)),
        ListProtocolsRequest.getDefaultInstance());
    ListContract.check(
        request -> answer(reading.listCatalogServices(request)),
        ListCatalogServicesRequest.getDefaultInstance());
  }

  @Test
  void services_say_how_they_are_identified() {
    assertThat(
            answer(
                    reading.listCatalogServices(
                        ListCatalogServicesRequest.newBuilder().setPageSize(1_000).build()))
                .getServicesList())
        .contains(
            ServiceEntry.newBuilder()
                .setName("mdns")
                .setBaseService("dns")
                .addPayloadProtocols("tcp")
                .addPayloadProtocols("udp")
                .addPorts("5353/udp")
                .addProperties("hostname")
                .build(),
            ServiceEntry.newBuilder()
                .setName("afp")
                .setBaseService("afp")
                .addPorts("548/tcp")
                .build());
  }

  @Test
  void a_protocol_is_translated_either_way() {
    GetProtocolRequest number = GetProtocolRequest.newBuilder().setNumber(6).build();
    GetProtocolRequest name = GetProtocolRequest.newBuilder().setName("ICMPv6").build();
    assertThat(answer(reading.getProtocol(number))).isEqualTo(protocol(6, "tcp"));
    assertThat(answer(reading.getProtocol(name))).isEqualTo(protocol(58, "ipv6-icmp"));
  }

  @Test
  void an_unknown_protocol_is_its_own_translation_unless_that_is_an_error() {
    GetProtocolRequest number = GetProtocolRequest.newBuilder().setNumber(7).build();
    GetProtocolRequest name = GetProtocolRequest.newBuilder().setName("nonsense").build();
    GetProtocolRequest large = GetProtocolRequest.newBuilder().setNumber(300).build();
    assertThat(answer(reading.getProtocol(number))).isEqualTo(protocol(7, "#7"));
    assertThat(answer(reading.getProtocol(large))).isEqualTo(protocol(300, "#300"));
    assertThat(answer(reading.getProtocol(name))).isEqualTo(protocol(-1, "nonsense"));
    for (GetProtocolRequest unknown : new GetProtocolRequest[] {number, large, name}) {
      assertRefused(
          Reason.UNKNOWN_PROTOCOL,
          () -> reading.getProtocol(unknown.toBuilder().setStrict(true).build()));
    }
    assertRefused(
        Reason.UNKNOWN_PROTOCOL,
        () -> reading.getProtocol(GetProtocolRequest.getDefaultInstance()));
  }

  private static Protocol protocol(int number, String name) {
    return Protocol.newBuilder().setNumber(number).setName(name).build();
  }

  @Test
  void a_ping_says_the_text_back_and_keeps_a_transaction_open() {
    long _ = catalog.commit("/NetObjects/A");
    String transaction = begin();
    PingRequest ping =
        PingRequest.newBuilder().setText("hello").setTransactionId(transaction).build();
    for (int i = 0; i < 3; i++) {
      catalog.pass(Duration.ofMinutes(9));
      assertThat(answer(reading.ping(ping)).getText()).isEqualTo("hello");
    }
    assertThat(answer(reading.ping(ping)).getCommitId()).isEqualTo(1);
    catalog.pass(Duration.ofMinutes(11));
    assertRefused(Reason.TRANSACTION_NOT_FOUND, () -> reading.ping(ping));
  }
}
