package io.tapline.cli;

import static io.tapline.cli.Answers.answer;

import io.grpc.stub.StreamObserver;
import io.tapline.report.v1.DetectionServiceGrpc;
import io.tapline.report.v1.Evidence;
import io.tapline.report.v1.Finding;
import io.tapline.report.v1.RunDetectionsRequest;
import io.tapline.report.v1.RunDetectionsResponse;

/** Finds the same whatever is asked. */
final class FakeDetections extends DetectionServiceGrpc.DetectionServiceImplBase {
  @Override
  public void runDetections(
      RunDetectionsRequest request, StreamObserver<RunDetectionsResponse> observer) {
    Finding finding =
        Finding.newBuilder()
            .setDetection("beaconing")
            .setAddress("10.0.0.5")
            .setCount(36)
            .setDescription("10.0.0.5 called 203.0.113.9 port 443 36 times, every 10 min")
            .addEvidence(Evidence.newBuilder().setName("connections").setValue(36))
            .addEvidence(
                Evidence.newBuilder().setName("median interval").setValue(600).setUnit("s"))
            .addCommunityIds("1:a")
            .addCommunityIds("1:b")
            .build();
    answer(observer, RunDetectionsResponse.newBuilder().addFindings(finding).build());
  }
}
