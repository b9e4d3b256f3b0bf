module waybill/init

go 1.19
