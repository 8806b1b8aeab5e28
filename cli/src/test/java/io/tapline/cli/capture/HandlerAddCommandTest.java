package io.tapline.cli.capture;

import static io.tapline.cli.Answers.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import io.tapline.capture.v1.AddHandlerRequest;
import io.tapline.capture.v1.CalendarUnit;
import io.tapline.capture.v1.FileCompression;
import io.tapline.capture.v1.FileForm;
import io.tapline.capture.v1.FileFormat;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.HandlerServiceGrpc;
import io.tapline.cli.ExitCode;
import io.tapline.cli.ServedCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HandlerAddCommandTest {
  private final List<Handler> added = new ArrayList<>();

  @RegisterExtension
  final ServedCommand cli =
      new ServedCommand(
          "capture handler add",
          new HandlerServiceGrpc.HandlerServiceImplBase() {
            @Override
            public void addHandler(AddHandlerRequest request, StreamObserver<Handler> answers) {
              added.add(request.getHandler());
              answer(answers, request.getHandler());
            }
          });

  @Test
  void a_handler_without_options_leaves_the_rotation_to_the_sensor() {
    assertThat(cli.run("h", "--source", "s")).isEqualTo(ExitCode.DONE);
    Handler handler = added.getFirst();
    assertThat(handler.hasRotateAfter()).isFalse();
    assertThat(handler.hasCalendarRotation()).isFalse();
    assertThat(handler.getFileForm()).isEqualTo(FileForm.FILE_FORM_FRAMES);
    assertThat(handler.getPreWriteTransformsList()).isEmpty();
  }

  @Test
  void every_key_of_ait_has_an_option() {
    assertThat(
            cli.run(
                "h",
                "--source",
                "s",
                "--log-dir",
                "%Y",
                "--path",
                "{name}",
                "--file-form",
                "ait",
                "--rotate-log-index",
                "hour",
                "--rotate-log-delta",
                "2",
                "--transform",
                "bpf filter=tcp port 443 and len=60",
                "--transform",
                "strip-payload"))
        .isEqualTo(ExitCode.DONE);
    Handler handler = added.getFirst();
    assertThat(handler.getLogDir()).isEqualTo("%Y");
    assertThat(handler.getPath()).isEqualTo("{name}");
    assertThat(handler.getFileForm()).isEqualTo(FileForm.FILE_FORM_AIT);
    assertThat(handler.getCalendarRotation().getUnit()).isEqualTo(CalendarUnit.CALENDAR_UNIT_HOUR);
    assertThat(handler.getCalendarRotation().getDelta()).isEqualTo(2);
    assertThat(handler.getPreWriteTransforms(0).getParametersMap())
        .containsEntry("filter", "tcp port 443 and len=60");
    assertThat(handler.getPreWriteTransforms(1).getName()).isEqualTo("strip-payload");
    assertThat(handler.getPreWriteTransforms(1).getParametersMap()).isEmpty();
  }

  @Test
  void files_have_a_format_a_compression_and_limits() {
    assertThat(
            cli.run(
                "h",
                "--source",
                "s",
                "--file-format",
                "pcapng",
                "--compress",
                "zstd",
                "--rotate-frames",
                "1000",
                "--keep-for",
                "7d",
                "--keep-bytes",
                "5000"))
        .isEqualTo(ExitCode.DONE);
    Handler handler = added.getFirst();
    assertThat(handler.getFileFormat()).isEqualTo(FileFormat.FILE_FORMAT_PCAPNG);
    assertThat(handler.getCompression()).isEqualTo(FileCompression.FILE_COMPRESSION_ZSTD);
    assertThat(handler.getRotateFrames()).isEqualTo(1000);
    assertThat(handler.getKeepFor().getSeconds()).isEqualTo(7 * 86_400);
    assertThat(handler.getKeepBytes()).isEqualTo(5000);
  }

  @Test
  void a_transform_whose_parameter_has_no_value_is_refused() {
    assertThat(cli.run("h", "--source", "s", "--transform", "truncate 96"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(added).isEmpty();
  }
}
