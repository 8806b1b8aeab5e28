package io.tapline.standalone.reflection;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls what the server says it has; knows no generated message of it. */
final class ReflectionClient {
  private final Channel channel;

  ReflectionClient(Channel channel) {
    this.channel = channel;
  }

  List<String> services() throws Exception {
    return ask(ServerReflectionRequest.newBuilder().setListServices("").build())
        .getListServicesResponse()
        .getServiceList()
        .stream()
        .map(ServiceResponse::getName)
        .toList();
  }

  /** The method by its full name, {@code package.Service/Method}. */
  MethodDescriptor method(String name) throws Exception {
    int slash = name.indexOf('/');
    FileDescriptor file = fileOf(name.substring(0, slash));
    for (ServiceDescriptor service : file.getServices()) {
      MethodDescriptor method = service.findMethodByName(name.substring(slash + 1));
      if (method != null && service.getFullName().equals(name.substring(0, slash))) {
        return method;
      }
    }
    throw new IllegalArgumentException("no method " + name + " in " + file.getName());
  }

  /** What a detail of an error holds, by its type's name alone. */
  DynamicMessage unpack(Any detail) throws Exception {
    String name = detail.getTypeUrl().substring(detail.getTypeUrl().lastIndexOf('/') + 1);
    Descriptor type =
        fileOf(name).getMessageTypes().stream()
            .filter(message -> message.getFullName().equals(name))
            .findFirst()
            .orElseThrow();
    return DynamicMessage.parseFrom(type, detail.getValue());
  }

  DynamicMessage call(MethodDescriptor method, DynamicMessage request) {
    io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> call =
        io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
            .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(
                io.grpc.MethodDescriptor.generateFullMethodName(
                    method.getService().getFullName(), method.getName()))
            .setRequestMarshaller(marshaller(request))
            .setResponseMarshaller(
                marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
            .build();
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS);
    return ClientCalls.blockingUnaryCall(channel, call, options, request);
  }

  private static io.grpc.MethodDescriptor.Marshaller<DynamicMessage> marshaller(
      DynamicMessage example) {
    return ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(example.getDescriptorForType()));
  }

  private FileDescriptor fileOf(String symbol) throws Exception {
    Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
    FileDescriptorProto file =
        add(
            ask(ServerReflectionRequest.newBuilder().setFileContainingSymbol(symbol).build()),
            files);
    return build(file, files, new LinkedHashMap<>());
  }

  /** Dependencies that the server did not send along are asked for by name. */
  private FileDescriptor build(
      FileDescriptorProto file,
      Map<String, FileDescriptorProto> files,
      Map<String, FileDescriptor> built)
      throws Exception {
    FileDescriptor ready = built.get(file.getName());
    if (ready != null) {
      return ready;
    }
    FileDescriptor[] dependencies = new FileDescriptor[file.getDependencyCount()];
    for (int i = 0; i < dependencies.length; i++) {
      dependencies[i] = build(file(file.getDependency(i), files), files, built);
    }
    return keep(file, dependencies, built);
  }

  private static FileDescriptor keep(
      FileDescriptorProto file, FileDescriptor[] dependencies, Map<String, FileDescriptor> built)
      throws DescriptorValidationException {
    FileDescriptor made = FileDescriptor.buildFrom(file, dependencies);
    built.put(file.getName(), made);
    return made;
  }

  private FileDescriptorProto file(String name, Map<String, FileDescriptorProto> files)
      throws Exception {
    FileDescriptorProto known = files.get(name);
    return known != null
        ? known
        : add(ask(ServerReflectionRequest.newBuilder().setFileByFilename(name).build()), files);
  }

  /** Keeps the files of an answer; the first is the one that was asked for. */
  private static FileDescriptorProto add(
      ServerReflectionResponse answer, Map<String, FileDescriptorProto> files)
      throws InvalidProtocolBufferException {
    List<ByteString> sent = answer.getFileDescriptorResponse().getFileDescriptorProtoList();
    for (ByteString bytes : sent) {
      FileDescriptorProto file = FileDescriptorProto.parseFrom(bytes);
      files.put(file.getName(), file);
    }
    return FileDescriptorProto.parseFrom(sent.getFirst());
  }

  private ServerReflectionResponse ask(ServerReflectionRequest question) throws Exception {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> questions =
        ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new FirstAnswer(answer));
    questions.onNext(question);
    questions.onCompleted();
    return answer.get(30, TimeUnit.SECONDS);
  }

  private record FirstAnswer(CompletableFuture<ServerReflectionResponse> answer)
      implements StreamObserver<ServerReflectionResponse> {
    @Override
    public void onNext(ServerReflectionResponse response) {
      answer.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
      answer.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      answer.completeExceptionally(new IllegalStateException("ended without an answer"));
    }
  }
}
