package io.tapline.rpc.grpc;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.auth.AuditLog;
import io.tapline.rpc.auth.Auth;
import io.tapline.rpc.auth.AuthReason;
import io.tapline.rpc.auth.Bearer;
import io.tapline.rpc.auth.Guard;
import io.tapline.rpc.auth.MethodRoles;
import io.tapline.rpc.auth.Principal;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Admits a call before the service sees it, or refuses it, and has it audited. Where a server has
 * several, the first that a call meets does the work.
 */
public abstract class AuthInterceptor implements ServerInterceptor {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final Attributes.Key<Principal> CALLER = Attributes.Key.create("tapline-caller");

  private static final Context.Key<Principal> CURRENT_CALLER = Context.key("tapline-caller");

  private final Auth auth;

  protected AuthInterceptor(Auth auth) {
    this.auth = auth;
  }

  /** Who makes the call whose method is being entered; to be asked there and nowhere later. */
  public static Principal caller() {
    return Principal.orAnyone(CURRENT_CALLER.get());
  }

  /** Whether calls need a token. */
  public final boolean isOn() {
    return auth.guard().isOn();
  }

  /** For the service's other servers. */
  public final Auth auth() {
    return auth;
  }

  @Override
  public final <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (call.getAttributes().get(CALLER) != null
        || MethodRoles.isOpen(call.getMethodDescriptor().getServiceName())
        || !isOn()) {
      return next.startCall(call, headers);
    }
    Principal caller;
    try {
      caller = admit(call, headers);
    } catch (Refusal e) {
      return refuse(call, null, e);
    }
    return permitted(call, headers, next, caller);
  }

  private <Q, A> ServerCall.Listener<Q> permitted(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next, Principal caller) {
    String method = call.getMethodDescriptor().getFullMethodName();
    try {
      Guard.require(caller, method, MethodRoles.needed(method));
    } catch (Refusal e) {
      return refuse(call, caller, e);
    }
    Attributes attributes = call.getAttributes().toBuilder().set(CALLER, caller).build();
    AuditedCall<Q, A> audited =
        new AuditedCall<>(call, attributes, caller, remote(call), auth.audit());
    Context context = Context.current().withValue(CURRENT_CALLER, caller);
    return audited.listener(Contexts.interceptCall(context, audited, headers, next));
  }

  private Principal admit(ServerCall<?, ?> call, Metadata headers) {
    String token = Bearer.token(headers.get(AUTHORIZATION));
    return auth.guard().admit(token, isLoopback(call));
  }

  private <Q, A> ServerCall.Listener<Q> refuse(
      ServerCall<Q, A> call, @Nullable Principal caller, Refusal why) {
    auth.refused().accept((AuthReason) why.reason());
    auth.audit()
        .record(
            new AuditLog.Entry(
                Instant.now(),
                "grpc",
                caller,
                remote(call),
                call.getMethodDescriptor().getFullMethodName(),
                why.reason().code().name(),
                0,
                Map.of("reason", why.reason().name())));
    StatusRuntimeException status = Statuses.of(why);
    Metadata trailers = status.getTrailers();
    call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
    return new ServerCall.Listener<>() {};
  }

  private static boolean isLoopback(ServerCall<?, ?> call) {
    return address(call) instanceof InetSocketAddress remote
        && remote.getAddress() != null
        && remote.getAddress().isLoopbackAddress();
  }

  private static String remote(ServerCall<?, ?> call) {
    return address(call) instanceof InetSocketAddress remote && remote.getAddress() != null
        ? remote.getAddress().getHostAddress()
        : String.valueOf(address(call));
  }

  private static @Nullable SocketAddress address(ServerCall<?, ?> call) {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
  }
}
