// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.jaxrs.JAXRSInvoker;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.model.URITemplate;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/**
 * All that CXF does with a request: makes the parameters of the method that the door has found,
 * calls it, and maps what is thrown. The rest of its chain, which would look for the method again,
 * negotiate media types and write through streams of its own, is left out.
 */
final class Invocation extends AbstractPhaseInterceptor<Message> {
  private final Map<Method, OperationResourceInfo> operations = new HashMap<>();
  private final JAXRSInvoker invoker = new JAXRSInvoker();

  /** Calls methods of these classes. */
  Invocation(List<ClassResourceInfo> classes) {
    super(Phase.INVOKE);
    for (ClassResourceInfo each : classes) {
      for (OperationResourceInfo operation :
          each.getMethodDispatcher().getOperationResourceInfos()) {
        operations.put(operation.getMethodToInvoke(), operation);
      }
    }
  }

  @Override
  public void handleMessage(Message message) {
    MetadataRequest request = MetadataRequest.of(message);
    OperationResourceInfo operation =
        Objects.requireNonNull(operations.get(request.method()), "CXF does not know the method");
    Exchange exchange = message.getExchange();
    exchange.put(OperationResourceInfo.class, operation);
    exchange.put(JAXRSUtils.ROOT_RESOURCE_CLASS, operation.getClassResourceInfo());
    message.put(URITemplate.TEMPLATE_PARAMETERS, request.variables());
    request.answer(answer(exchange, operation, request.variables(), message));
  }

  private Response answer(
      Exchange exchange,
      OperationResourceInfo operation,
      MultivaluedMap<String, String> variables,
      Message message) {
    try {
      List<Object> parameters = JAXRSUtils.processParameters(operation, variables, message);
      Object result = invoker.invoke(exchange, parameters);
      return (Response) ((MessageContentsList) result).get(0);
    } catch (Fault e) {
      return mapped(Optional.ofNullable(e.getCause()).orElse(e), message);
    } catch (IOException | RuntimeException e) {
      return mapped(e, message);
    }
  }

  private static Response mapped(Throwable thrown, Message message) {
    return Objects.requireNonNull(
        JAXRSUtils.convertFaultToResponse(thrown, message), "the mapper takes everything");
  }
}
