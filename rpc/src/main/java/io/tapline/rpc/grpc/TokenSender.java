package io.tapline.rpc.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.tapline.rpc.auth.Bearer;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows a token with every call. Where several are in a row, the call has one all the same. */
public abstract class TokenSender implements ClientInterceptor {
  private final Supplier<Optional<String>> token;

  /**
   * @param token asked at each call; empty = the call has none
   */
  protected TokenSender(Supplier<Optional<String>> token) {
    this.token = token;
  }

  @Override
  public final <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        headers.discardAll(AuthInterceptor.AUTHORIZATION);
        token
            .get()
            .ifPresent(text -> headers.put(AuthInterceptor.AUTHORIZATION, Bearer.header(text)));
        super.start(listener, headers);
      }
    };
  }
}
