aws kms create-key > /dev/null
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateKey --query 'Events[].EventName' --output text
aws cloudtrail lookup-events --max-items 1 | jq -r '.Events[0].CloudTrailEvent | fromjson | .eventSource'
