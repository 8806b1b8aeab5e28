package io.tapline.report.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.stub.StreamObserver;
import io.tapline.eventstore.v1.AddNoticeRequest;
import io.tapline.eventstore.v1.AddNoticeResponse;
import io.tapline.eventstore.v1.NotificationServiceClient;
import io.tapline.eventstore.v1.NotificationServiceGrpc;
import io.tapline.report.Reason;
import io.tapline.report.document.Document;
import io.tapline.rpc.Code;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.RefusalReason;
import io.tapline.rpc.grpc.Statuses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CouriersTest {
  private static final Courier.Parcel PARCEL =
      new Courier.Parcel(
          "report-run-7-0",
          "Report day: a to b",
          List.of("Report day", "a to b"),
          new Document("day-7.csv", "text/csv", "a,b\r\n".getBytes(UTF_8)));

  @TempDir Path directory;

  @Test
  void a_file_appears_whole_and_a_repetition_replaces_it() throws IOException {
    FolderCourier courier = new FolderCourier(Optional.of(directory.resolve("root")));
    courier.deliver(PARCEL, new Delivery.Folder("a/b"));
    courier.deliver(PARCEL, new Delivery.Folder("a/b"));
    courier.deliver(PARCEL, new Delivery.Folder(""));
    try (var files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile))
          .containsExactlyInAnyOrder(
              directory.resolve("root/a/b/day-7.csv"), directory.resolve("root/day-7.csv"));
    }
    assertThat(directory.resolve("root/a/b/day-7.csv")).hasContent("a,b");
  }

  @Test
  void a_link_that_leads_out_of_the_root_is_refused() throws IOException {
    Path root = Files.createDirectories(directory.resolve("root"));
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.createSymbolicLink(root.resolve("link"), outside);
    assertThatThrownBy(
            () -> new FolderCourier(Optional.of(root)).deliver(PARCEL, new Delivery.Folder("link")))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.DELIVERY_FAILED));
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void without_a_root_and_where_nothing_can_be_written_the_sentence_says_so() throws IOException {
    assertThatThrownBy(
            () -> new FolderCourier(Optional.empty()).deliver(PARCEL, new Delivery.Folder("a")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("tapline.report.schedules.folder-root");
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(
            () -> new FolderCourier(Optional.of(file)).deliver(PARCEL, new Delivery.Folder("a")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot be written to");
  }

  /** An event store that knows one channel. */
  private static final class FakeNotifications
      extends NotificationServiceGrpc.NotificationServiceImplBase {
    private record NoChannel(String name, String domain, Code code) implements RefusalReason {}

    private final List<AddNoticeRequest> added = new ArrayList<>();

    @Override
    public void addNotice(AddNoticeRequest request, StreamObserver<AddNoticeResponse> answers) {
      if (request.getChannel().equals("ops")) {
        added.add(request);
        answers.onNext(AddNoticeResponse.getDefaultInstance());
        answers.onCompleted();
      } else {
        RefusalReason reason =
            new NoChannel("CHANNEL_NOT_FOUND", "eventstore.tapline", Code.NOT_FOUND);
        answers.onError(Statuses.of(new Refusal(reason, "no such channel")));
      }
    }
  }

  @Test
  void a_document_goes_to_its_channel_as_an_attachment_under_the_same_key_each_time()
      throws IOException {
    FakeNotifications store = new FakeNotifications();
    Server server = ServerBuilder.forPort(0).addService(store).build().start();
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("localhost", server.getPort()).usePlaintext().build();
    try {
      ChannelCourier courier =
          new ChannelCourier(
              new NotificationServiceClient("eventstore", channel, (name, stub) -> stub),
              Duration.ofSeconds(20));
      courier.deliver(PARCEL, new Delivery.Channel("ops", List.of("a@example.org")));
      courier.deliver(PARCEL, new Delivery.Channel("ops", List.of()));
      assertThatThrownBy(() -> courier.deliver(PARCEL, new Delivery.Channel("other", List.of())))
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.reason().name()).isEqualTo("CHANNEL_NOT_FOUND"));
    } finally {
      channel.shutdownNow();
      server.shutdownNow();
    }
    AddNoticeRequest notice = store.added.getFirst();
    assertThat(notice.getRecipientsList()).containsExactly("a@example.org");
    assertThat(notice.getText()).isEqualTo("Report day\na to b\n");
    assertThat(notice.getAttachments(0).getName()).isEqualTo("day-7.csv");
    assertThat(notice.getAttachments(0).getContent().toStringUtf8()).isEqualTo("a,b\r\n");
    assertThat(store.added)
        .extracting(AddNoticeRequest::getIdempotencyKey)
        .containsExactly("report-run-7-0", "report-run-7-0");
  }
}
