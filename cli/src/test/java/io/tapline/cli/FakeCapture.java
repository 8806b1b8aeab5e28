package io.tapline.cli;

import static io.tapline.cli.Answers.answer;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.tapline.capture.v1.CancelImportRequest;
import io.tapline.capture.v1.CreateSourceRequest;
import io.tapline.capture.v1.GetImportRequest;
import io.tapline.capture.v1.Import;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportFileRequest;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportServiceGrpc;
import io.tapline.capture.v1.ImportState;
import io.tapline.capture.v1.ImportSummary;
import io.tapline.capture.v1.ListImportsRequest;
import io.tapline.capture.v1.ListImportsResponse;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.type.v1.Encoding;
import io.tapline.type.v1.EncodingKind;
import io.tapline.type.v1.IngestSummary;
import io.tapline.type.v1.Loss;
import io.tapline.type.v1.LossHop;
import java.util.ArrayList;
import java.util.List;

/** A sensor that remembers what it was asked, and knows no file named foreign. */
final class FakeCapture {
  final List<ImportFileHeader> imports = new ArrayList<>();
  final List<Source> sources = new ArrayList<>();

  final class Imports extends ImportServiceGrpc.ImportServiceImplBase {
    @Override
    public void getImport(GetImportRequest request, StreamObserver<Import> answers) {
      answer(answers, trace(request.getSource(), ImportState.IMPORT_STATE_FINISHED));
    }

    /** There is none. */
    @Override
    public void listImports(
        ListImportsRequest request, StreamObserver<ListImportsResponse> answers) {
      answer(answers, ListImportsResponse.getDefaultInstance());
    }

    @Override
    public void cancelImport(CancelImportRequest request, StreamObserver<Import> answers) {
      answer(answers, trace(request.getSource(), ImportState.IMPORT_STATE_CANCELLING));
    }

    private Import trace(String source, ImportState state) {
      return Import.newBuilder()
          .setSource(source)
          .setFileName("trace.pcap.gz")
          .setState(state)
          .setSummary(capture())
          .build();
    }

    @Override
    public StreamObserver<ImportFileRequest> importFile(
        StreamObserver<ImportFileResponse> answers) {
      return new StreamObserver<>() {
        @Override
        public void onNext(ImportFileRequest request) {
          if (request.hasHeader()) {
            imports.add(request.getHeader());
          }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {
          summarize(imports.getLast(), answers);
        }
      };
    }
  }

  final class Sources extends SourceServiceGrpc.SourceServiceImplBase {
    @Override
    public void createSource(CreateSourceRequest request, StreamObserver<Source> answers) {
      sources.add(request.getSource());
      answer(answers, request.getSource());
    }
  }

  private static void summarize(
      ImportFileHeader header, StreamObserver<ImportFileResponse> answers) {
    if (header.getFileName().contains("foreign")) {
      answers.onError(StatusProto.toStatusRuntimeException(refusal(header.getFileName())));
      return;
    }
    answer(
        answers,
        ImportFileResponse.newBuilder()
            .setSummary(
                header.getFileName().endsWith(".gz")
                    ? capture()
                    : header.getFileName().contains("strange")
                        ? strange()
                        : log(header.getEncoding()))
            .build());
  }

  private static ImportSummary capture() {
    return ImportSummary.newBuilder()
        .setSource("trace.pcap.gz")
        .setFormat("pcap")
        .setCompression("gzip")
        .setEncoding(Encoding.newBuilder().setKind(EncodingKind.ENCODING_KIND_PACKETS))
        .setIngest(
            IngestSummary.newBuilder()
                .setFrames(1000)
                .setBytes(123_456)
                .setConnections(12)
                .putOutcomes("connection", 990)
                .putOutcomes("arp", 10))
        .addLosses(
            Loss.newBuilder()
                .setHop(LossHop.LOSS_HOP_CAPTURE_FILE)
                .setDescription("The gzip data ends too early, after byte 7."))
        .build();
  }

  private static ImportSummary log(Encoding encoding) {
    return ImportSummary.newBuilder()
        .setSource("kern.log")
        .setFormat("firewall-syslog")
        .setEncoding(encoding.toBuilder().setKind(EncodingKind.ENCODING_KIND_FIREWALL_LOG))
        .setIngest(
            IngestSummary.newBuilder()
                .setFrames(100)
                .setConnections(90)
                .setFlowRecords(90)
                .putOutcomes("decoded", 90)
                .putOutcomes("ignored", 8)
                .putOutcomes("malformed", 2)
                .putCounters("years_inferred", 90))
        .build();
  }

  /** A log of which no line was of its kind. */
  private static ImportSummary strange() {
    return ImportSummary.newBuilder()
        .setSource("strange.log#2")
        .setTakenName("strange.log")
        .setFormat("firewall-syslog")
        .setEncoding(Encoding.newBuilder().setKind(EncodingKind.ENCODING_KIND_FIREWALL_LOG))
        .setIngest(
            IngestSummary.newBuilder()
                .setFrames(3)
                .putLost("lines", 12)
                .putOutcomes("ignored", 3)
                .putCounters("ignored_lines_of_other_programs", 3))
        .build();
  }

  private static Status refusal(String name) {
    return Status.newBuilder()
        .setCode(Code.INVALID_ARGUMENT_VALUE)
        .setMessage(name + ": this is no format that is known.")
        .addDetails(
            Any.pack(
                ErrorInfo.newBuilder()
                    .setReason("UNKNOWN_FORMAT")
                    .setDomain("capture.tapline")
                    .putMetadata("not_pcap", "starts with 00 00 00 00")
                    .putMetadata("not_eve", "no JSON object")
                    .build()))
        .build();
  }
}
