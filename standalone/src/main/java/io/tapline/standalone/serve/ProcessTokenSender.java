package io.tapline.standalone.serve;

import io.tapline.rpc.auth.Guard;
import io.tapline.rpc.grpc.TokenSender;
import java.util.Optional;

/** Calls the services of this process as one of them. */
final class ProcessTokenSender extends TokenSender {
  ProcessTokenSender() {
    super(() -> Optional.of(Guard.processToken()));
  }
}
