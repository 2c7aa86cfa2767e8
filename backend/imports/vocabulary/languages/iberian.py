"""What banks call their columns in Spanish and Portuguese."""

PHRASES: dict[str, dict[str, str]] = {
    "es": {
        "booked": (
            "fecha contable, fecha de contabilizacion, f contable, fecha asiento, fecha de asiento, fecha registro,"
            " fecha de finalizacion, fecha de completado"
        ),
        "date": (
            "fecha, fecha operacion, fecha de operacion, f operacion, fecha de la operacion, fecha movimiento,"
            " dia, fecha hora, fecha y hora, fecha de movimiento, f oper"
        ),
        "valued": "fecha valor, f valor, valor, fecha de valor",
        "made": (
            "fecha transaccion, fecha de transaccion, fecha de compra, fecha compra, fecha de la transaccion,"
            " fecha origen, fecha de inicio"
        ),
        "net": "neto",
        "gross": "bruto",
        "amount": (
            "importe, monto, importe eur, importe euros, cantidad, importe en euros, importe neto, monto total,"
            " monto clp, importe movimiento, importe total, importe pesos, monto en pesos, monto pesos, importe"
            " en pesos, valor operacion, total"
        ),
        "debit": (
            "cargo, cargos, debe, debito, debitos, gasto, gastos, retiro, retiros, salidas, egreso, egresos,"
            " pagos, importe debito, salida, monto cargo, adeudo, retirada, girado, giros, cheques y otros"
            " cargos"
        ),
        "credit": (
            "abono, abonos, haber, credito, creditos, ingreso, ingresos, deposito, depositos, entradas, importe"
            " credito, entrada, monto abono, depositos y otros abonos, depositos y abonos"
        ),
        "balance": (
            "saldo, saldo disponible, saldo contable, saldo final, saldo eur, saldo posterior, saldo actual,"
            " saldo diario"
        ),
        "currency": "divisa, moneda, moneda importe",
        "description": (
            "concepto, descripcion, detalle, movimiento, observaciones, mas datos, texto, glosa, concepto"
            " movimiento, descripcion movimiento, descripcion del movimiento, detalle de transaccion, referencia"
            " concepto, detalles, leyenda, motivo, detalle movimiento, concepto ampliado, descripcion operacion"
        ),
        "payee": (
            "beneficiario, comercio, establecimiento, destinatario, ordenante, contraparte, nombre, nombre"
            " comercio, pagador, tercero"
        ),
        "memo": "nota, notas, comentario, comentarios, informacion adicional, concepto complementario, observacion",
        "category": "categoria, rubro",
        "kind": (
            "tipo, tipo de movimiento, tipo movimiento, tipo operacion, tipo de operacion, signo, tipo"
            " transaccion, tipo de transaccion, cargo abono, debe haber, naturaleza"
        ),
        "status": "estado, situacion, estatus",
        "id": (
            "id transaccion, numero de operacion, numero de transaccion, id operacion, nro operacion, numero"
            " operacion, id movimiento"
        ),
        "reference": (
            "referencia, n documento, no documento, numero documento, documento, n operacion, nro comprobante,"
            " comprobante, folio, nro documento, codigo, numero de comprobante, canal o sucursal"
        ),
        "account": "cuenta, numero de cuenta, n cuenta, tarjeta, numero cuenta, producto, numero de tarjeta",
        "fee": "comision, comisiones, tarifa",
        "original_amount": (
            "importe divisa, importe original, importe en divisa, monto original, monto moneda origen, importe"
            " origen, monto usd, importe dolares, importe en dolares, monto dolares, importe u s"
        ),
        "original_currency": "divisa original, moneda origen, divisa origen, moneda original",
        "ignored": (
            "tipo de cambio, hora, sucursal, oficina, subcategoria, imagen, cuotas, ciudad, pais, saldo"
            " anterior, cuota, dni, rut, titular, origen, causal, cuit, impuesto de ventas,"
            " importe de envio y manipulacion"
        ),
    },
    "pt": {
        "booked": (
            "data mov, data do movimento, data movimento, data lancamento, data de lancamento, data contabil,"
            " data contabilistica, data de conclusao, data de finalizacao"
        ),
        "net": "liquido",
        "gross": "bruto",
        "date": "data, data da operacao, data operacao, dia, data e hora, data hora, data do lancamento",
        "valued": "data valor, data do valor, data balancete, data do balancete",
        "made": "data da compra, data transacao, data da transacao, data de compra, data compra, data de inicio",
        "amount": (
            "valor, montante, importancia, valor em r, quantia, valor eur, valor r, valor em reais, valor brl,"
            " valor da transacao, valor liquido, valor em eur, montante eur, valor final"
        ),
        "debit": "debito, debitos, saidas, saida, despesa, valor debito, debito r, valor pago",
        "credit": "credito, creditos, entradas, entrada, receita, valor credito, credito r, valor recebido",
        "balance": (
            "saldo, saldo contabilistico, saldo disponivel, saldo r, saldo apos movimento, saldo eur, saldo do"
            " dia, saldo em r"
        ),
        "currency": "moeda, divisa",
        "description": (
            "historico, descricao, lancamento, descritivo, detalhe, movimento, descricao do movimento,"
            " detalhes, lancamentos, titulo, estabelecimento, descricao da transacao, descritivo do movimento"
        ),
        "payee": (
            "beneficiario, favorecido, destinatario, nome, pagador, remetente, comerciante, origem destino,"
            " razao social"
        ),
        "memo": "observacao, nota, notas, informacoes adicionais, obs, observacoes, mensagem",
        "category": "categoria",
        "kind": (
            "tipo, tipo transacao, tipo de transacao, tipo lancamento, natureza, tipo de lancamento, debito"
            " credito, dc, c d, d c, sentido"
        ),
        "status": "estado, situacao",
        "id": "identificador, id transacao, id da transacao, codigo da transacao, codigo da operacao",
        "reference": "docto, documento, numero do documento, n documento, numero documento, referencia, n doc, dcto",
        "account": "conta, cartao, numero da conta, agencia, final do cartao, nome no cartao, numero do cartao",
        "fee": "taxa, tarifa, comissao",
        "original_amount": (
            "valor em us, valor original, valor em dolar, valor moeda estrangeira, montante original, valor em usd"
        ),
        "original_currency": "moeda original, moeda estrangeira",
        "ignored": (
            "dependencia origem, hora, parcela, cotacao, cotacao em r, pais, cidade, saldo anterior, cambio,"
            " impostos sobre vendas, valor do frete e manuseio, agencia conta, tipo de cartao, portador, subcategoria,"
            " taxa de cambio"
        ),
    },
}
